package dev.stompbridge.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** One file of the index with both of its answers, built once and shared by all requests. */
record StaticFile(String etag, HttpResponse ok, HttpResponse notModified) {

    /**
     * A file below a {@code vendor} directory with a version of three numbers in its path never changes, for the next
     * version has another path: {@code /vendor/stompjs-7.2.1/stomp.umd.min.js}.
     */
    private static final Pattern VERSIONED = Pattern.compile("(?:/[^/]+)*/vendor/(?:.*[-/@_])?\\d+\\.\\d+\\.\\d+.*");

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    /** Asks each time, and gets a 304: a page never meets the script of another release. */
    private static final String REVALIDATE = "no-cache";

    /** The headers are sent with both answers. */
    static StaticFile of(String key, byte[] content, List<HttpHeader> headers) {
        String etag = etag(content);
        List<HttpHeader> shared = new ArrayList<>(headers);
        shared.add(new HttpHeader("ETag", etag));
        shared.add(new HttpHeader("Cache-Control", VERSIONED.matcher(key).matches() ? IMMUTABLE : REVALIDATE));
        HttpResponse notModified = HttpResponse.of(HttpStatus.NOT_MODIFIED, shared);
        shared.add(0, new HttpHeader("Content-Type", ContentTypes.of(key)));
        return new StaticFile(etag, new HttpResponse(HttpStatus.OK, shared, content), notModified);
    }

    HttpResponse answer(HttpRequest request) {
        return isKnown(request.headers().all("If-None-Match")) ? notModified : ok;
    }

    /**
     * RFC 9110 §13.1.2, weak comparison. Our tag with its quotes can be found in the list only as an element, because
     * no tag holds a quote within.
     */
    private boolean isKnown(List<String> ifNoneMatch) {
        return ifNoneMatch.stream().anyMatch(value -> value.equals("*") || value.contains(etag));
    }

    /** A strong validator: the same bytes, the same tag, on every machine. */
    private static String etag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            byte[] text = Base64.getUrlEncoder().withoutPadding().encode(digest);
            return '"' + new String(text, StandardCharsets.US_ASCII) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }
}
