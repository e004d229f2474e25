/**
 * The office node (办公节点): what an independent office runs on its own machine, in a process of its own. It cosigns
 * logs and mirrors them, holds a share of each opening key, and releases it once, for one list, after the deadline.
 *
 * <p>Guarantees: one consistent history per log origin; every change of state on the disk before its answer; the same
 * request, the same bytes; on any doubt it refuses and writes down why. No database: all state is in one directory,
 * every secret in it encrypted under the passphrase. Text: docs/protocols/office.md.
 */
package org.jianzheng.office;
