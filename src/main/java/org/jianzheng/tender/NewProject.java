package org.jianzheng.tender;

/**
 * A project (项目) to register.
 *
 * @param number 项目编号, 17 characters: a letter, 6 digits of region, 4 of platform, 6 of serial
 */
public record NewProject(String number, String name) {}
