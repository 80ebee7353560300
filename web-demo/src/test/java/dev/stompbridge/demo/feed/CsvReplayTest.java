package dev.stompbridge.demo.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stompbridge.demo.feed.PriceSource.Tick;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReplayTest {

    private static final String TEN_SECONDS = """
            symbol,time,price
            NVDA,2026-11-22T14:30:00Z,13.85
            DIS,2026-11-22T14:30:04Z,27.09
            NVDA,2026-11-22T14:30:10Z,13.92
            """;

    @Test
    void pricesFollowOneAnotherAtThePaceOfTheFile() throws IOException {
        assertThat(ticks(replay(TEN_SECONDS, 1))).containsExactly("NVDA 13.85 +0s", "DIS 27.09 +4s", "NVDA 13.92 +6s");
    }

    @Test
    void speedDividesThePauses() throws IOException {
        assertThat(ticks(replay(TEN_SECONDS, 4)))
                .containsExactly("NVDA 13.85 +0s", "DIS 27.09 +1s", "NVDA 13.92 +1.5s");
    }

    @Test
    void timeThatGoesBackFollowsAtOnce() throws IOException {
        assertThat(ticks(replay("A,2026-11-22,1\nA,2026-11-21,2\n", 1))).containsExactly("A 1 +0s", "A 2 +0s");
    }

    @Test
    void longestPauseIsAnHour() throws IOException {
        assertThat(ticks(replay("A,0001-01-01,1\nA,9999-12-31,2\n", 0.000001)))
                .containsExactly("A 1 +0s", "A 2 +3600s");
    }

    @Test
    void commentsEmptyLinesAndTheHeaderAreNoBadLines() throws IOException {
        CsvReplay replay = replay("# synthetic\n\n  \nsymbol,time,price\nA,2026-11-22,1\n", 1);

        assertThat(ticks(replay)).containsExactly("A 1 +0s");
        assertThat(replay.badLines()).isZero();
    }

    @Test
    void badLinesAreCountedAndTheGoodOnesAroundThemReplayed() throws IOException {
        String tooLong = "B,2026-11-22," + "1".repeat(CsvReplay.MAX_LINE_CHARS);
        CsvReplay replay = replay("A,2026-11-22,1\nnonsense\n" + tooLong + "\nb,2026-11-22,1\nC,2026-11-22,2\n", 1);

        assertThat(ticks(replay)).containsExactly("A 1 +0s", "C 2 +0s");
        assertThat(replay.badLines()).isEqualTo(3);
    }

    @Test
    void loopBeginsAgainAfterAPause() throws IOException {
        CsvReplay replay = new CsvReplay(opener("A,2026-11-22,1\nB,2026-11-22,2\n"), new CsvReplay.Options(1, true));

        assertThat(ticks(replay, 4)).containsExactly("A 1 +0s", "B 2 +0s", "A 1 +1s", "B 2 +0s");
    }

    @Test
    void loopOverAFileWithoutPricesEnds() throws IOException {
        assertThat(new CsvReplay(opener("# nothing\n"), new CsvReplay.Options(1, true)).next())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void speedIsAFactorAboveZero(double speed) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CsvReplay.Options(speed, false));
    }

    @Test
    void fileThatShipsSaysThatItIsFreeAndHasNoBadLine() throws IOException {
        CsvReplay.Opener shipped =
                () -> Objects.requireNonNull(CsvReplayTest.class.getResourceAsStream("/feed/prices.csv"));
        CsvReplay replay = new CsvReplay(shipped, new CsvReplay.Options(1, false));

        assertThat(ticks(replay)).hasSizeGreaterThan(1_000);
        assertThat(replay.badLines()).isZero();
        try (InputStream in = shipped.open()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("CC0-1.0");
        }
    }

    private static CsvReplay replay(String file, double speed) throws IOException {
        return new CsvReplay(opener(file), new CsvReplay.Options(speed, false));
    }

    private static CsvReplay.Opener opener(String file) {
        return () -> new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> ticks(CsvReplay replay) throws IOException {
        return ticks(replay, Integer.MAX_VALUE);
    }

    private static List<String> ticks(CsvReplay replay, int limit) throws IOException {
        List<String> ticks = new ArrayList<>();
        while (ticks.size() < limit) {
            Tick tick = replay.next();
            if (tick == null) {
                break;
            }
            ticks.add(text(tick));
        }
        return ticks;
    }

    /** Symbol, price and pause before it, such as "NVDA 13.85 +1.5s". */
    private static String text(Tick tick) {
        Duration after = tick.after();
        String seconds = String.valueOf(after.toMillis() / 1_000.0).replaceAll("\\.0$", "");
        return tick.price().symbol() + " " + tick.price().amount() + " +" + seconds + "s";
    }
}
