package dev.stompbridge.attack;

import static dev.stompbridge.load.client.ClientFrames.ascii;

import dev.stompbridge.load.client.ClientFrames;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All attacks, in the order in which a connection could suffer them. */
final class Attacks {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int PING = 9;
    private static final int NOT_FIN = 0x7F;
    private static final int MAX_TWO_BYTES = 0xFFFF;
    private static final int MASK_BYTES = 4;
    private static final byte[] NOTHING = {};
    private static final Duration SLOWLY = Duration.ofSeconds(1);

    /** Strangers fill what there is for them: {@code limits.connections-without-login}. */
    private static final Attack.Numbers STRANGERS = new Attack.Numbers(1000, 10, 300, 0);

    /** As many as twenty addresses may have; those who have said CONNECT are no strangers. */
    private static final Attack.Numbers SESSIONS = new Attack.Numbers(2000, 20, 200, 0);

    /** Short-lived ones, which come again and again. */
    private static final Attack.Numbers LIARS = new Attack.Numbers(100, 2, 100, 0);

    private static final Attack.Numbers FLOOD = new Attack.Numbers(4, 2, 20, 500);
    private static final Attack.Numbers HEAVY_FLOOD = new Attack.Numbers(4, 2, 20, 40);

    private static final Attack.Numbers LIARS_AT_SPEED = new Attack.Numbers(20, 2, 50, 500);

    private Attacks() {}

    static List<Attack> all() {
        return Stream.of(connections(), strangers(), sessions(), floods(), lies())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Attack> connections() {
        return List.of(new Attack(
                "10,000 connections from one address",
                Door.TCP,
                Deed.once(NOTHING),
                new Attack.Numbers(10_000, 1, 1000, 0),
                Set.of("503", Attacker.CUT)));
    }

    private static List<Attack> strangers() {
        return List.of(
                new Attack("not a byte", Door.TCP, Deed.once(NOTHING), STRANGERS, Set.of(Attacker.CUT, "503")),
                new Attack(
                        "drip-fed head",
                        Door.TCP,
                        Deed.drip(ascii("GET / HTTP/1.1\r\nHost: a\r\nB: "), ascii("c"), SLOWLY),
                        STRANGERS,
                        Set.of("408", "503", Attacker.CUT)),
                new Attack("never CONNECT", Door.UPGRADED, Deed.once(NOTHING), STRANGERS, Set.of("4102", "503")),
                new Attack(
                        "drip-fed CONNECT",
                        Door.UPGRADED,
                        Deed.drip(lengthOf(8000, 0x81), new byte[] {'A'}, SLOWLY),
                        STRANGERS,
                        Set.of("4102", "503")));
    }

    private static List<Attack> sessions() {
        Set<String> tooSlow = Set.of("4114", "503");
        return List.of(
                new Attack(
                        "drip-fed frame header",
                        Door.CONNECTED,
                        Deed.drip(new byte[] {(byte) 0x82}, new byte[] {(byte) 0xFF}, Duration.ofSeconds(4)),
                        SESSIONS,
                        tooSlow),
                new Attack(
                        "drip-fed frame, said to be of 1 MiB",
                        Door.CONNECTED,
                        Deed.drip(lengthOf(1 << 20, 0x82), new byte[] {'\n'}, SLOWLY),
                        SESSIONS,
                        tooSlow),
                new Attack(
                        "drip-fed STOMP header",
                        Door.CONNECTED,
                        Deed.drip(text("SEND\na:"), text("b"), SLOWLY),
                        SESSIONS,
                        tooSlow),
                new Attack(
                        "drip-fed body, said to be of 1 MB",
                        Door.CONNECTED,
                        Deed.drip(
                                text("SEND\ndestination:/topic/flood.a\ncontent-length:1000000\n\n"),
                                text("x"),
                                SLOWLY),
                        SESSIONS,
                        tooSlow));
    }

    private static List<Attack> floods() {
        Set<String> tooFast = Set.of("4111", "503");
        return List.of(
                new Attack(
                        "flood of pings",
                        Door.CONNECTED,
                        Deed.flood(NOTHING, frame(PING, new byte[125]), 40),
                        FLOOD,
                        tooFast),
                new Attack(
                        "flood of empty fragments",
                        Door.UPGRADED,
                        Deed.flood(fragment(TEXT, NOTHING), fragment(CONTINUATION, NOTHING), 40),
                        FLOOD,
                        tooFast),
                new Attack(
                        "flood of frames of one byte",
                        Door.CONNECTED,
                        Deed.flood(NOTHING, text("\n"), 40),
                        FLOOD,
                        tooFast),
                new Attack(
                        "flood of SEND",
                        Door.CONNECTED,
                        Deed.flood(NOTHING, text("SEND\ndestination:/topic/flood.a\n\nx\0"), 40),
                        FLOOD,
                        tooFast),
                new Attack(
                        "flood of bytes",
                        Door.CONNECTED,
                        Deed.flood(
                                NOTHING, text("SEND\ndestination:/topic/flood.a\n\n" + "x".repeat(50_000) + "\0"), 10),
                        HEAVY_FLOOD,
                        tooFast),
                new Attack(
                        "a million fields of a head",
                        Door.TCP,
                        Deed.flood(ascii("GET / HTTP/1.1\r\nHost: a\r\n"), ascii("A: b\r\n"), 100),
                        LIARS_AT_SPEED,
                        Set.of("431", "503", Attacker.CUT)),
                new Attack(
                        "a million headers of a frame",
                        Door.CONNECTED,
                        Deed.flood(text("SEND\n"), text("a:b\n".repeat(25)), 4),
                        LIARS_AT_SPEED,
                        Set.of("4000", "503")));
    }

    private static List<Attack> lies() {
        return List.of(
                lie("frame that is not masked", "1002", new byte[] {(byte) 0x81, 1, '\n'}),
                lie("length of 2^63-1", "1009", lengthOf(Long.MAX_VALUE, 0x82)),
                lie("negative content-length", "4000", text("SEND\ncontent-length:-1\n\n\0")),
                lie(
                        "nested composite names",
                        "4000",
                        text("SEND\ndestination:/topic/flood.a" + ",/topic/flood.b,queue://c".repeat(300) + "\n\n\0")));
    }

    private static Attack lie(String name, String ending, byte[] bytes) {
        return new Attack(name, Door.CONNECTED, Deed.once(bytes), LIARS, Set.of(ending, "503"));
    }

    private static byte[] text(String text) {
        return frame(TEXT, ascii(text));
    }

    private static byte[] fragment(int opcode, byte[] payload) {
        byte[] frame = frame(opcode, payload);
        frame[0] &= NOT_FIN;
        return frame;
    }

    private static byte[] frame(int opcode, byte[] payload) {
        ByteBuffer frame = ClientFrames.frame(opcode, payload, 0x12345678);
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** RFC 6455 §5.2: the header of a masked frame that says it has so many bytes, 126 at least; the mask changes nothing. */
    private static byte[] lengthOf(long bytes, int b0) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) b0);
        if (bytes <= MAX_TWO_BYTES) {
            header.put((byte) 0xFE).putShort((short) bytes);
        } else {
            header.put((byte) 0xFF).putLong(bytes);
        }
        return Arrays.copyOf(header.array(), header.position() + MASK_BYTES);
    }
}
