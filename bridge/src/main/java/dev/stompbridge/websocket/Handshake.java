package dev.stompbridge.websocket;

import dev.stompbridge.http.HttpHeader;
import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.http.HttpStatus;
import dev.stompbridge.http.HttpVersion;
import dev.stompbridge.http.HttpViolation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the opening handshake (RFC 6455 §4.2). Whether the origin is welcome (§4.2.2 item 4) is decided
 * elsewhere, before this. Extensions are offers (§9.1): none is taken, so the answer names none.
 */
public final class Handshake {

    /** §1.3: what makes the answer one that only a WebSocket server gives. */
    private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final String VERSION = "13";
    private static final HttpHeader UPGRADE = new HttpHeader("Upgrade", "websocket");
    private static final HttpHeader SUPPORTED_VERSION = new HttpHeader("Sec-WebSocket-Version", VERSION);

    /** §4.1: a nonce of 16 bytes, which is 24 characters of base64. */
    private static final int KEY_BYTES = 16;

    private static final int KEY_CHARACTERS = 24;

    private Handshake() {}

    /**
     * An accepted handshake.
     *
     * @param response the 101, to be written before anything else
     * @param subprotocol the one that both sides speak, or null
     */
    public record Accepted(HttpResponse response, @Nullable String subprotocol) {}

    /**
     * Checks the request in the order of §4.2.1 and answers it by §4.2.2.
     *
     * <p>The first subprotocol in the client's order that is supported is chosen; names are compared exactly. If the
     * client offers some and none is supported, the connection is accepted and the answer names none, as §4.2.2 item 5
     * says: a browser then fails the connection itself (WHATWG WebSockets, "establish a WebSocket connection"; its page
     * sees 1006), and other clients may go on without.
     *
     * @throws HttpViolation 405 or 501 for another method; 426 for a request that is no upgrade or of another version,
     *     with the headers that say what would do; 400 for the rest
     */
    public static Accepted accept(HttpRequest request, List<String> supportedSubprotocols) throws HttpViolation {
        if (!request.method().equals("GET")) {
            throw HttpViolation.methodNotAllowed(request.method(), "GET");
        }
        checkUpgrade(request);
        checkVersion(request);
        String key = key(request);
        String subprotocol = firstSupported(offeredSubprotocols(request), supportedSubprotocols);
        List<HttpHeader> headers = new ArrayList<>(3);
        headers.add(UPGRADE);
        headers.add(new HttpHeader("Sec-WebSocket-Accept", acceptKey(key)));
        if (subprotocol != null) {
            headers.add(new HttpHeader("Sec-WebSocket-Protocol", subprotocol));
        }
        return new Accepted(HttpResponse.of(HttpStatus.SWITCHING_PROTOCOLS, headers), subprotocol);
    }

    /**
     * Refuses bytes behind the head of an upgrade request. A client sends nothing before it has read the 101 (§4.1), so
     * they were smuggled in by somebody who took the head for the end of something else.
     */
    public static void refuseGluedBytes(ByteBuffer afterHead) throws HttpViolation {
        if (afterHead.hasRemaining()) {
            throw badRequest("Nothing follows the upgrade request before its answer (RFC 6455 §4.1).");
        }
    }

    /** RFC 9110 §7.8: Upgrade counts in HTTP/1.1 alone, and only if Connection names it. */
    private static void checkUpgrade(HttpRequest request) throws HttpViolation {
        boolean upgrade = request.version() == HttpVersion.HTTP_1_1
                && request.headers().hasToken("Connection", "Upgrade")
                && request.headers().hasToken("Upgrade", "websocket");
        if (!upgrade) {
            throw new HttpViolation(
                    HttpStatus.UPGRADE_REQUIRED,
                    "This path takes nothing but a WebSocket upgrade (RFC 6455 §4.2.1).",
                    List.of(UPGRADE, SUPPORTED_VERSION));
        }
    }

    /** §4.2.2 item 4 and §4.4: a version not understood is answered with the one that is. */
    private static void checkVersion(HttpRequest request) throws HttpViolation {
        List<String> versions = request.headers().all("Sec-WebSocket-Version");
        if (versions.size() > 1) {
            throw badRequest("Sec-WebSocket-Version stands only once (RFC 6455 §11.3.5).");
        }
        if (versions.isEmpty() || !versions.get(0).equals(VERSION)) {
            throw new HttpViolation(
                    HttpStatus.UPGRADE_REQUIRED,
                    "WebSocket version 13 is spoken here (RFC 6455 §4.4).",
                    List.of(UPGRADE, SUPPORTED_VERSION));
        }
    }

    private static String key(HttpRequest request) throws HttpViolation {
        List<String> keys = request.headers().all("Sec-WebSocket-Key");
        if (keys.size() != 1) {
            throw badRequest("Sec-WebSocket-Key stands exactly once (RFC 6455 §11.3.1).");
        }
        String key = keys.get(0);
        if (key.length() != KEY_CHARACTERS || decodedLength(key) != KEY_BYTES) {
            throw badRequest("Sec-WebSocket-Key is 16 bytes in base64 (RFC 6455 §4.2.1).");
        }
        return key;
    }

    /** -1 if the text is not base64. */
    private static int decodedLength(String text) {
        try {
            return Base64.getDecoder().decode(text).length;
        } catch (IllegalArgumentException notBase64) {
            return -1;
        }
    }

    /** §4.1 item 10: at least one token if the header is there, and no two the same. */
    private static List<String> offeredSubprotocols(HttpRequest request) throws HttpViolation {
        if (request.headers().first("Sec-WebSocket-Protocol") == null) {
            return List.of();
        }
        List<String> offered = request.headers().elements("Sec-WebSocket-Protocol");
        boolean wellFormed = !offered.isEmpty() && offered.stream().allMatch(HttpHeader::isToken);
        if (!wellFormed || offered.stream().distinct().count() != offered.size()) {
            throw badRequest("Sec-WebSocket-Protocol is a list of different tokens (RFC 6455 §4.1).");
        }
        return offered;
    }

    private static @Nullable String firstSupported(List<String> offered, List<String> supported) {
        return offered.stream().filter(supported::contains).findFirst().orElse(null);
    }

    /** §4.2.2 item 5: the proof that the request was read by a WebSocket server. */
    static String acceptKey(String key) {
        try {
            byte[] text = (key + ACCEPT_GUID).getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-1.", impossible);
        }
    }

    private static HttpViolation badRequest(String rule) {
        return new HttpViolation(HttpStatus.BAD_REQUEST, rule);
    }
}
