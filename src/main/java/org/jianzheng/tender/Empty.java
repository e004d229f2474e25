package org.jianzheng.tender;

import java.util.Map;

/** The data of a record whose act says everything. */
final class Empty {
    static final Map<String, Object> DATA = Map.of();

    private Empty() {}
}
