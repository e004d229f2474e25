package org.jianzheng.office;

import org.jianzheng.tlog.LogFiles;

/** The files of a log as it serves them below its url. */
record HttpLog(String url, Neighbours neighbours) implements LogFiles {
    @Override
    public byte[] read(String relative) {
        return neighbours.get(url.replaceAll("/$", "") + "/" + relative).orElse(null);
    }
}
