/**
 * The rules of the procedure as dated data ({@code bid-rules/}) and the pure functions over them.
 *
 * <p>Guarantees: the same tree and the same facts give the same answer on the platform today and in a replay ten years
 * later, offline; no statutory number stands in the code; a tree that is not understood completely is refused. The one
 * door is {@link org.jianzheng.rules.Rulebook}. Grammar: {@code bid-rules/README.md}.
 */
package org.jianzheng.rules;
