package dev.stompbridge.load.client;

import dev.stompbridge.load.server.Endpoint;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;

/** What a client says: the upgrade request, STOMP frames, and WebSocket frames around them, masked (RFC 6455 §5.3). */
public final class ClientFrames {
    private static final int B1_MASKED = 0x80;
    private static final int FIN = 0x80;
    private static final int MAX_SHORT = 125;

    private ClientFrames() {}

    public static byte[] upgrade(URI uri, SplittableRandom random) {
        byte[] key = new byte[16];
        random.nextBytes(key);
        String authority = uri.getHost() + ":" + uri.getPort();
        return ascii(String.join(
                "\r\n",
                "GET " + uri.getPath() + " HTTP/1.1",
                "Host: " + authority,
                "Origin: http://" + authority,
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: " + Base64.getEncoder().encodeToString(key),
                "Sec-WebSocket-Protocol: " + Endpoint.SUBPROTOCOL,
                "",
                ""));
    }

    /** CONNECT with heart-beats both ways, 0 for none. */
    public static byte[] connect(Endpoint endpoint, int beatMillis) {
        String login = endpoint.account() == null
                ? ""
                : "login:" + endpoint.account().login() + "\npasscode:"
                        + endpoint.account().passcode() + "\n";
        return ascii("CONNECT\naccept-version:1.2\nhost:" + endpoint.uri().getHost() + "\nheart-beat:" + beatMillis
                + "," + beatMillis + "\n" + login + "\n\0");
    }

    static byte[] subscribe(String topic, String id) {
        return ascii("SUBSCRIBE\nid:" + id + "\ndestination:" + topic + "\nreceipt:subscribed\n\n\0");
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The bytes that {@link #put} needs at most. */
    static int maxLength(int payload) {
        return payload + 8;
    }

    /** Writes a frame with a payload of up to 64 KiB. */
    static void put(ByteBuffer out, int opcode, byte[] payload, int mask) {
        out.put((byte) (FIN | opcode));
        if (payload.length <= MAX_SHORT) {
            out.put((byte) (B1_MASKED | payload.length));
        } else {
            out.put((byte) (B1_MASKED | 126)).putShort((short) payload.length);
        }
        out.putInt(mask);
        int rotating = mask;
        for (byte b : payload) {
            rotating = Integer.rotateLeft(rotating, 8);
            out.put((byte) (b ^ rotating));
        }
    }

    public static ByteBuffer frame(int opcode, byte[] payload, int mask) {
        ByteBuffer out = ByteBuffer.allocate(maxLength(payload.length));
        put(out, opcode, payload, mask);
        return out.flip();
    }
}
