package org.jianzheng.storage;

/** What lies in the store now: its name, its size in bytes, and the lower-case hex SHA-256 computed on the way in. */
public record StoredObject(String name, long size, String sha256) {}
