package org.jianzheng.tender;

/** The answer to an act that adds a version. */
record Versioned(int version) {}
