package org.jianzheng.web;

import java.util.List;
import org.jianzheng.record.Signer;

/**
 * Something that belongs to one party of a role. A module that has such things lists them in a class of this type named
 * in {@code src/test/resources/META-INF/services/org.jianzheng.web.OwnedResource}; {@link RoleMatrixIT} then asks for each
 * as a stranger of the same role.
 */
public interface OwnedResource {
    /**
     * One request that its owner may make.
     *
     * @param body null for a request without one
     * @param ownerStatus what the owner is answered, so that a refusal of the stranger proves something
     */
    record Request(
            String method,
            String path,
            String contentType,
            byte[] body,
            int ownerStatus,
            Signer owner,
            Signer stranger) {
        public static Request get(String path, Signer owner, Signer stranger) {
            return new Request("GET", path, null, null, 200, owner, stranger);
        }
    }

    /** Makes the things in the running platform and returns the requests for them. */
    List<Request> make();
}
