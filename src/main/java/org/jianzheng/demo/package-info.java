/**
 * The embedded default: stores from Maven artifacts, a rehearsal's clock, a demonstration CA and a tender that plays
 * itself. For showing, teaching and testing; a production installation uses none of it.
 *
 * <p>Guarantees: the database and the object store speak the real protocols, so nothing above them knows the
 * difference; both listen on the loopback only; whatever an earlier life left behind is ended before a new one starts.
 */
package org.jianzheng.demo;
