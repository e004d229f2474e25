package org.jianzheng.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * One object in one request, under a URL that the client has signed, while it comes in: nothing of it is held but a
 * buffer. The client itself would hold a part of each object in memory, hash it twice and send it in several requests.
 */
class StreamedPut {
    private static final int BUFFER = 1 << 16;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int ANSWER_MILLIS = 60_000;

    /** Sends exactly {@code size} bytes; without them the store keeps nothing. */
    void put(String url, InputStream content, long size) throws IOException {
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(size);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        connection.setRequestProperty("Content-Type", "application/octet-stream");
        try (var out = connection.getOutputStream()) {
            send(content, out, size);
        }
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("the store answered " + connection.getResponseCode());
        }
        try (var answer = connection.getInputStream()) {
            answer.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void send(InputStream content, OutputStream out, long size) throws IOException {
        var buffer = new byte[BUFFER];
        for (long left = size; left > 0; ) {
            int came = content.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (came < 0) {
                throw new EOFException("The content ended " + left + " bytes too early");
            }
            out.write(buffer, 0, came);
            left -= came;
        }
    }
}
