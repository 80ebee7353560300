package dev.stompbridge.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/** Writes down what a decoder delivers, one line per event; long payloads as length and checksum. */
final class Recorder implements MessageSink {

    private static final int PRINTED_BYTES = 130;

    private final List<String> events = new ArrayList<>();

    List<String> events() {
        return events;
    }

    /** What is recorded for a violation. */
    static String fail(CloseCode code, String rule) {
        return "FAIL " + code.value() + " " + rule;
    }

    /** What is recorded for a message. */
    static String message(Opcode opcode, byte[] payload) {
        if (payload.length > PRINTED_BYTES) {
            CRC32 crc = new CRC32();
            crc.update(payload);
            return opcode + " of " + payload.length + " bytes, crc " + Long.toHexString(crc.getValue());
        }
        return line(
                opcode.name(),
                opcode == Opcode.TEXT
                        ? new String(payload, UTF_8)
                        : HexFormat.of().formatHex(payload));
    }

    private static String line(String event, String detail) {
        return detail.isEmpty() ? event : event + " " + escape(detail);
    }

    /** Makes one line of {@code text}, be it a STOMP frame. */
    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\0", "\\0");
    }

    @Override
    public void onMessage(Opcode textOrBinary, byte[] payload) {
        events.add(message(textOrBinary, payload));
    }

    @Override
    public void onPing(byte[] payload) {
        events.add(message(Opcode.PING, payload));
    }

    @Override
    public void onPong(byte[] payload) {
        events.add(message(Opcode.PONG, payload));
    }

    @Override
    public void onClose(CloseStatus status) {
        events.add(line("CLOSE " + status.code(), status.reason()));
    }

    void onViolation(WebSocketViolation violation) {
        events.add(fail(violation.code(), violation.rule()));
    }
}
