package org.jianzheng.rules;

/** A mistake in a rule tree: where it stands, what is wrong, what to do. Line 0 means the file as a whole. */
public record Finding(String file, int line, String what, String remedy) {
    @Override
    public String toString() {
        return (line == 0 ? file : file + ", line " + line) + ": " + what + " " + remedy;
    }
}
