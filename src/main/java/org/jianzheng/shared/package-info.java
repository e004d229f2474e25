/**
 * The few words every module speaks: money, typed ids, problems, the clock, files that survive a power cut.
 *
 * <p>Pure: the JDK and Jackson annotations only. At most fifteen types; what only one module needs lives there.
 */
package org.jianzheng.shared;
