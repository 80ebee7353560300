package dev.stompbridge.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompCommand.Sender;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoding, then decoding gives the same frame, for seeded random frames. */
class StompCodecPropertyTest {
    private static final int FRAMES = 3000;
    private static final int[] CHARACTERS = {
        'a', 'b', 'n', 'r', 'c', 't', ' ', '\t', ':', '\\', '\n', '\r', 0x7f, 0xe9, 0x20ac, 0xfeff, 0x1f600, 0x10ffff
    };

    private static final StompLimits LIMITS = new StompLimits(16, 32, 4096, 16384, 1 << 17);
    private static final Decoding FROM_CLIENT = new Decoding(Sender.CLIENT, LIMITS);
    private static final Decoding FROM_SERVER = new Decoding(Sender.SERVER, LIMITS);

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void frameFromAClientArrivesAsItIs(StompVersion version) {
        StompFrame connect = StompFrame.of(StompCommand.CONNECT, StompHeaders.of("accept-version", version.text()));
        for (int seed = 0; seed < FRAMES; seed++) {
            Random random = new Random(seed);
            StompFrame sent = new StompFrame(StompCommand.SEND, headers(random), body(random));
            byte[] bytes = joined(connect, sent, version);

            assertThat(FROM_CLIENT.atRandomCuts(bytes, random).frames())
                    .as("seed %d", seed)
                    .containsExactly(connect, arrived(sent, version));
        }
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void frameFromAServerArrivesAsItIs(StompVersion version) {
        StompFrame connected = StompFrame.of(StompCommand.CONNECTED, StompHeaders.of("version", version.text()));
        for (int seed = 0; seed < FRAMES; seed++) {
            Random random = new Random(seed);
            StompFrame sent = new StompFrame(StompCommand.MESSAGE, headers(random), body(random));
            byte[] bytes = joined(connected, sent, version);

            assertThat(FROM_SERVER.atRandomCuts(bytes, random).frames())
                    .as("seed %d", seed)
                    .containsExactly(connected, arrived(sent, version));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 125, 126, 65535, 65536, (1 << 17) - 1, 1 << 17})
    void bodyOfEachEdgeLengthArrives(int length) {
        Random random = new Random(length);
        byte[] zeros = new byte[length];
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) 'x');
        for (byte[] body : new byte[][] {zeros, text}) {
            StompFrame sent = new StompFrame(StompCommand.SEND, StompHeaders.of(), body);

            assertThat(FROM_CLIENT
                            .atRandomCuts(StompEncoder.encode(sent, StompVersion.V1_2), random)
                            .frames())
                    .singleElement()
                    .satisfies(frame -> assertThat(frame.body()).isEqualTo(body));
        }
    }

    private static byte[] joined(StompFrame first, StompFrame second, StompVersion version) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(StompEncoder.encode(first, version));
        out.writeBytes(StompEncoder.encode(second, version));
        return out.toByteArray();
    }

    private static StompHeaders headers(Random random) {
        StompHeaders.Builder headers = StompHeaders.builder();
        for (int count = random.nextInt(12); count > 0; count--) {
            headers.add(text(random, 1 + random.nextInt(6)), text(random, random.nextInt(20)));
        }
        return headers.build();
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString();
    }

    private static byte[] body(Random random) {
        byte[] body = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(300)];
        random.nextBytes(body);
        return body;
    }

    /** The frame as a receiver of this version should see it, told in terms of text, not of octets. */
    private static StompFrame arrived(StompFrame sent, StompVersion version) {
        StompHeaders.Builder headers = StompHeaders.builder();
        boolean withLength = false;
        for (byte b : sent.body()) {
            withLength |= b == 0;
        }
        for (StompHeader header : sent.headers()) {
            if (header.name().equals("content-length")) {
                withLength = true;
            } else if (!header.name().matches(inexpressibleName(version))) {
                headers.add(header.name(), value(header.value(), version));
            }
        }
        if (withLength) {
            headers.add("content-length", Integer.toString(sent.body().length));
        }
        return new StompFrame(sent.command(), headers.build(), sent.body());
    }

    private static String inexpressibleName(StompVersion version) {
        return switch (version) {
            case V1_0 -> "(?s)[ \t].*|.*[:\n\r].*|.*[ \t]";
            case V1_1 -> "(?s).*\r.*";
            case V1_2 -> "\0";
        };
    }

    private static String value(String value, StompVersion version) {
        return switch (version) {
            case V1_0 -> value.replaceAll("[\r\n]", " ").replaceAll("^[ \t]+|[ \t]+$", "");
            case V1_1 -> value.replace('\r', ' ');
            case V1_2 -> value;
        };
    }
}
