package dev.stompbridge.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Why a connection ends (RFC 6455 §5.5.1, §7.4): a code that {@linkplain CloseCode#mayBeSent may be sent}, or one of
 * the three that only stand for what happened (1005, 1006, 1015).
 */
public record CloseStatus(int code, String reason) {

    /** An empty close frame, received or to be sent (§7.1.5). */
    public static final CloseStatus NO_STATUS = of(CloseCode.NO_STATUS_RECEIVED, "");

    private static final int CODE_BYTES = 2;
    private static final int MAX_REASON_BYTES = FrameHeader.MAX_CONTROL_BYTES - CODE_BYTES;
    private static final byte[] EMPTY = {};

    public CloseStatus {
        if (!CloseCode.mayBeSent(code) && !isOnlyReported(code)) {
            throw new IllegalArgumentException("no close code: " + code);
        }
    }

    public static CloseStatus of(CloseCode code, String reason) {
        return new CloseStatus(code.value(), reason);
    }

    /** Reads the payload of a close frame: nothing, or a code and a reason in UTF-8 (§5.5.1). */
    static CloseStatus parse(byte[] payload) throws WebSocketViolation {
        if (payload.length == 0) {
            return NO_STATUS;
        }
        if (payload.length < CODE_BYTES) {
            throw WebSocketViolation.protocol("a close frame is empty or begins with a code of two bytes (§5.5.1)");
        }
        int code = ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        if (!CloseCode.mayBeSent(code)) {
            throw WebSocketViolation.protocol("this close code may not be sent (§7.4)");
        }
        if (!Utf8Validator.isValid(payload, CODE_BYTES, payload.length)) {
            throw new WebSocketViolation(CloseCode.INVALID_PAYLOAD_DATA, "a close reason must be valid UTF-8 (§5.5.1)");
        }
        return new CloseStatus(code, new String(payload, CODE_BYTES, payload.length - CODE_BYTES, UTF_8));
    }

    /** The payload of a close frame; a reason of more than 123 bytes is cut at a character border. */
    byte[] payload() {
        if (code == CloseCode.NO_STATUS_RECEIVED.value()) {
            return EMPTY;
        }
        if (isOnlyReported(code)) {
            throw new IllegalArgumentException("this close code may not be sent: " + code);
        }
        byte[] utf8 = reason.getBytes(UTF_8);
        int reasonBytes = utf8.length <= MAX_REASON_BYTES ? utf8.length : characterBorder(utf8, MAX_REASON_BYTES);
        byte[] payload = new byte[CODE_BYTES + reasonBytes];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(utf8, 0, payload, CODE_BYTES, reasonBytes);
        return payload;
    }

    private static boolean isOnlyReported(int code) {
        return code == CloseCode.NO_STATUS_RECEIVED.value()
                || code == CloseCode.ABNORMAL_CLOSURE.value()
                || code == CloseCode.TLS_HANDSHAKE.value();
    }

    /** The last index up to {@code index} at which a character begins. */
    private static int characterBorder(byte[] utf8, int index) {
        int border = index;
        while ((utf8[border] & 0xC0) == 0x80) {
            border--;
        }
        return border;
    }
}
