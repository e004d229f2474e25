/**
 * Objects in an S3 store, under names the caller keeps.
 *
 * <p>Guarantees: what was put is hashed on its way through and can be read back whole; nothing is held in memory beyond
 * one upload part. Not trusted: whoever can modify the store can at most lose bytes or be caught changing them, since
 * every name is random and every object is checked against a hash that stands elsewhere.
 */
package org.jianzheng.storage;
