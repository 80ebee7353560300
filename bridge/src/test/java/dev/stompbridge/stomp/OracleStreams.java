package dev.stompbridge.stomp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/**
 * Makes streams of a CONNECT and one more frame: some valid in the version of the CONNECT, some with something odd at a
 * telling place, some with random damage. Equal seeds make equal streams.
 */
final class OracleStreams {
    private static final String[] VERSIONS = {"", "1.0", "1.1", "1.2", "1.2", "1.0,1.1,1.2", "1.1,2.0", "2.0"};
    private static final StompCommand[] COMMANDS = {
        StompCommand.SEND, StompCommand.SUBSCRIBE, StompCommand.UNSUBSCRIBE, StompCommand.ACK, StompCommand.NACK,
        StompCommand.BEGIN, StompCommand.COMMIT, StompCommand.ABORT, StompCommand.DISCONNECT, StompCommand.STOMP
    };
    private static final String[] ODD_COMMANDS = {
        "MESSAGE", "ERROR", "RECEIPT", "CONNECTED", "UNKNOWN", "send", "SENDX", " SEND", "SEND ", "", "GET / HTTP/1.1"
    };
    private static final String[] ODD_HEADERS = {
        "url:http://example.org/",
        ":value",
        ":",
        "no colon",
        "\\",
        "padded: value ",
        "padded : value",
        "tab:\tvalue",
        "escapes:a\\nb\\cc\\\\d",
        "return:a\\rb",
        "undefined:a\\t-and-a-long-rest-in-which-a-truncated-stream-may-end",
        "end:value\\",
        "na\\:cme",
        "lone\rreturn:value",
        "lone:\r\rvalue\r",
        "emoji:\ud83d\ude00",
        "euro:\u20ac",
        "accent:\u00e9",
        "nul:\0value",
        "empty:",
        "destination:/queue/other",
        "content-length:0",
        "content-length:3",
        "content-length:-1",
        "content-length:+3",
        "content-length: 3",
        "content-length:",
        "content-length:3x",
        "content-length:99999999",
        "content-length:4294967299",
        "content-length:99999999999999999999",
        "\u00fcber:value"
    };
    private static final String[] BODIES = {"", "", "abc", "{\"price\":13.92}", "line\nline\r\n", "\u20ac", "a:b\\c"};
    private static final int[] MALFORMED = {0x80, 0xc0, 0xc3, 0xe2, 0xed, 0xf0, 0xf8, 0xff};

    private final Random random;

    OracleStreams(long seed) {
        random = new Random(seed);
    }

    byte[] next() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        boolean odd = random.nextInt(4) > 0;
        stream.writeBytes(connect(odd));
        stream.writeBytes(frame(odd));
        for (int ends = random.nextInt(3); ends > 0; ends--) {
            stream.writeBytes(
                    pick(odd && random.nextInt(20) == 0 ? "\r" : "\n", "\r\n").getBytes(UTF_8));
        }
        byte[] bytes = stream.toByteArray();
        return random.nextInt(3) > 0 ? bytes : damaged(bytes);
    }

    private byte[] connect(boolean odd) {
        String end = pick("\n", "\r\n");
        StringBuilder head = new StringBuilder(pick("CONNECT", "CONNECT", "STOMP")).append(end);
        String versions = pick(VERSIONS);
        if (!versions.isEmpty()) {
            head.append("accept-version:").append(versions).append(end);
        }
        if (odd && random.nextInt(8) == 0) {
            head.append(pick(ODD_HEADERS)).append(end);
        }
        return head.append(end).append('\0').toString().getBytes(UTF_8);
    }

    private byte[] frame(boolean odd) {
        boolean send = random.nextInt(2) == 0;
        StompCommand command = send ? StompCommand.SEND : COMMANDS[random.nextInt(COMMANDS.length)];
        String end = pick("\n", "\r\n");
        StringBuilder head = new StringBuilder(odd && random.nextInt(12) == 0 ? pick(ODD_COMMANDS) : command.name());
        head.append(end);
        for (int count = random.nextInt(4); count > 0; count--) {
            head.append("name")
                    .append(random.nextInt(3))
                    .append(":value")
                    .append(random.nextInt())
                    .append(end);
        }
        for (int count = odd ? random.nextInt(3) : 0; count > 0; count--) {
            head.append(pick(ODD_HEADERS)).append(end);
        }
        byte[] body = (send || (odd && random.nextInt(8) == 0) ? pick(BODIES) : "").getBytes(UTF_8);
        if (send && random.nextInt(3) == 0) {
            body = random.nextInt(2) == 0 ? new byte[] {1, 0, (byte) 0xff, 0} : body;
            head.append("content-length:").append(body.length).append(end);
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(head.append(end).toString().getBytes(UTF_8));
        frame.writeBytes(body);
        frame.write(0);
        return frame.toByteArray();
    }

    /** Truncated, or with one octet changed, lost, doubled or made malformed. */
    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(bytes, 0, at);
        int rest = at;
        switch (random.nextInt(6)) {
            case 0 -> rest = bytes.length;
            case 1 -> damaged.write(bytes[rest++] ^ (1 << random.nextInt(8)));
            case 2 -> rest++;
            case 3 -> damaged.write(bytes[at]);
            case 4 -> damaged.write(MALFORMED[random.nextInt(MALFORMED.length)]);
            default -> damaged.writeBytes(pick("\0", "\r", "\n", ":", "\\").getBytes(UTF_8));
        }
        damaged.write(bytes, rest, bytes.length - rest);
        return damaged.toByteArray();
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
