package dev.stompbridge.websocket;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Bytes as people write them: hex in any grouping, {@code 41*125} for repeated bytes, {@code #} for comments. */
final class HexText {

    private HexText() {}

    static byte[] hex(String... lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : String.join("\n", lines).lines().toList()) {
            for (String token : line.replaceFirst("#.*", "").trim().split("\\s+", -1)) {
                write(token, bytes);
            }
        }
        return bytes.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static void write(String token, ByteArrayOutputStream bytes) {
        int star = token.indexOf('*');
        byte[] once = HexFormat.of().parseHex(star < 0 ? token : token.substring(0, star));
        int times = star < 0 ? 1 : Integer.parseInt(token.substring(star + 1));
        for (int i = 0; i < times; i++) {
            bytes.writeBytes(once);
        }
    }
}
