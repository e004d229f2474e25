package org.jianzheng.rules;

/** The same words in Chinese, which bind, and in English, which help. */
public record Text(String zh, String en) {}
