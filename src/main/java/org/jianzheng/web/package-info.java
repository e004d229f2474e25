/**
 * The outer face: problems as HTTP, the clock, the sandbox, the trust folder, the plain page.
 *
 * <p>Guarantees: every error leaves as problem+json (RFC 9457) with a stable type and no stack trace; no request is
 * parsed beyond its size limit; in a sandbox time only moves forward, logged, and never across a deadline.
 */
package org.jianzheng.web;
