/**
 * Exports case files: a tender as one ZIP that anyone replays without the platform.
 *
 * <p>Guarantee: what a profile holds and leaves out is the table of {@link org.jianzheng.replay.Profile}, the same that a
 * replay judges by; secrets (packages, shares, S) go to supervisors only, and nothing before the openings have ended.
 * Format: {@code docs/protocols/casefile.md}.
 */
package org.jianzheng.casefile;
