package org.jianzheng.sealing;

/**
 * One part as the manifest names it.
 *
 * @param hash hex digest of the whole part object
 * @param size bytes of plaintext, padding included
 * @param ptHash hex digest of the plaintext, padding included
 */
public record ManifestPart(String hash, long size, String ptHash) {}
