/**
 * The tool {@code jianzheng}: keys, sealing, submission, receipts, the office node, and every check that can be made
 * offline.
 *
 * <p>Guarantee: it believes the reader's trust folder and nothing the platform says; it prints 已送达 (delivered) only for
 * a receipt it has verified. Exit codes: 0 yes, 1 something is false, 2 something is missing, 3 usage or I/O. Forms:
 * {@code docs/protocols/records.md}.
 */
package org.jianzheng.cli;
