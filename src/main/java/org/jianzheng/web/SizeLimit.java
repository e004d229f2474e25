package org.jianzheng.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jianzheng.shared.Problem;

/**
 * Refuses forms that are too large before a byte of them is parsed. Streams of bytes have their limits where they are
 * stored, and {@code quarkus.http.limits.max-body-size} bounds everything.
 */
class SizeLimit {
    private static final long MAX_FORM = 1 << 20;
    private static final MediaType CMS = MediaType.valueOf("application/pkcs7-mime");

    @ServerRequestFilter(preMatching = true)
    void limit(ContainerRequestContext request) {
        var type = request.getMediaType();
        if (type == null || !isForm(type)) {
            return;
        }
        var length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            throw Problem.of("http/length-required")
                    .status(411)
                    .detail("A form must say its Content-Length.")
                    .remedy("Send it in one piece, not chunked.");
        }
        if (length.length() > 9 || Long.parseLong(length) > MAX_FORM) {
            throw Problem.of("http/too-large")
                    .status(413)
                    .detail("%s bytes exceed the %d that a form may have.", length, MAX_FORM)
                    .remedy("Send files as bytes to their own address.");
        }
    }

    private static boolean isForm(MediaType type) {
        return MediaType.APPLICATION_JSON_TYPE.isCompatible(type)
                || CMS.isCompatible(type)
                || MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(type)
                || "multipart".equals(type.getType());
    }
}
