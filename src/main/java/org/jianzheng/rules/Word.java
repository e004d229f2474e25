package org.jianzheng.rules;

/** A value that a rule file spells with a fixed word. */
interface Word {
    String word();
}
