package dev.stompbridge.stomp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Netty's STOMP decoder as a second opinion: whatever it reads differently is known and argued. Another seed:
 * {@code -Dstompbridge.seed=N}.
 */
final class NettyOracleTest {
    private static final int STREAMS = 100_000;
    private static final int MAX_CAUSES = 100;
    private static final Path PAGE = Path.of("..", "docs", "oracle.md");

    @Test
    @Timeout(value = 120, unit = SECONDS)
    void everyDisagreementIsExplained() {
        long seed = Long.getLong("stompbridge.seed", 20_261_122L);
        OracleStreams streams = new OracleStreams(seed);
        Map<Disagreement, Integer> counts = new EnumMap<>(Disagreement.class);
        int agreed = 0;
        for (int i = 0; i < STREAMS; i++) {
            byte[] stream = streams.next();
            Set<Disagreement> causes = causes(stream, new Random(seed + i), "seed " + seed + ", stream " + i);
            causes.forEach(cause -> counts.merge(cause, 1, Integer::sum));
            agreed += causes.isEmpty() ? 1 : 0;
        }
        System.out.printf("Netty oracle, seed %d: %d of %d streams agree, %s%n", seed, agreed, STREAMS, counts);

        assertThat(counts).containsOnlyKeys(Disagreement.values());
        assertThat(agreed).isBetween(STREAMS / 4, STREAMS - 1);
    }

    /** Takes one cause after the other out of the stream until both read the same. */
    private static Set<Disagreement> causes(byte[] bytes, Random cuts, String name) {
        Set<Disagreement> causes = EnumSet.noneOf(Disagreement.class);
        String stream = new String(bytes, ISO_8859_1);
        for (int i = 0; i < MAX_CAUSES; i++) {
            byte[] octets = stream.getBytes(ISO_8859_1);
            List<byte[]> pieces = pieces(octets, cuts);
            Reading ours = Reading.ofOurs(pieces);
            Reading netty = NettyDecoding.read(pieces);
            if (ours.equals(netty)) {
                return causes;
            }
            RawFrame frame = firstDifference(stream, ours, netty);
            StompVersion version = versionOf(frame, ours, netty);
            Disagreement cause = Stream.of(Disagreement.values())
                    .filter(candidate -> !candidate.without(frame, version).equals(frame))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(String.format(
                            "%s: unexplained%nstream %s%nbecame %s%nours   %s%nnetty  %s",
                            name, CaretNotation.text(bytes), CaretNotation.text(octets), ours, netty)));
            causes.add(cause);
            stream = cause.without(frame, version).stream();
        }
        throw new AssertionError(name + ": no end of causes " + causes);
    }

    private static List<byte[]> pieces(byte[] octets, Random cuts) {
        int first = cuts.nextInt(octets.length + 1);
        int second = first + cuts.nextInt(octets.length - first + 1);
        return List.of(
                Arrays.copyOfRange(octets, 0, first),
                Arrays.copyOfRange(octets, first, second),
                Arrays.copyOfRange(octets, second, octets.length));
    }

    private static RawFrame firstDifference(String stream, Reading ours, Reading netty) {
        int offset = 0;
        for (int i = 0; i < ours.sharedWith(netty); i++) {
            offset = RawFrame.at(stream, offset).bodyOffset()
                    + ours.frames().get(i).body().length()
                    + 1;
        }
        return RawFrame.at(stream, offset);
    }

    /** By the accept-version of the last frame that opens a session, this one included. */
    private static StompVersion versionOf(RawFrame frame, Reading ours, Reading netty) {
        if (opensSession(frame.command())) {
            return version(frame.headers().stream()
                    .filter(line -> line.startsWith("accept-version:"))
                    .findFirst()
                    .map(line -> line.substring("accept-version:".length()))
                    .orElse("1.0"));
        }
        StompVersion version = StompVersion.V1_0;
        for (Reading.Frame shared : ours.frames().subList(0, ours.sharedWith(netty))) {
            if (opensSession(shared.command())) {
                int name = shared.headers().indexOf("accept-version");
                version = version(name < 0 ? "1.0" : shared.headers().get(name + 1));
            }
        }
        return version;
    }

    private static boolean opensSession(String command) {
        return command.equals("CONNECT") || command.equals("STOMP");
    }

    private static StompVersion version(String offered) {
        StompVersion version = StompVersion.negotiate(offered);
        return version == null ? StompVersion.V1_0 : version;
    }

    @Test
    void thePageGivesTheReasons() throws IOException {
        assertThat(Files.readString(PAGE).lines().filter(line -> line.startsWith("| ")))
                .containsExactly(Stream.concat(
                                Stream.of("| Netty | the specification |"),
                                Stream.of(Disagreement.values()).map(Disagreement::row))
                        .toArray(String[]::new));
    }
}
