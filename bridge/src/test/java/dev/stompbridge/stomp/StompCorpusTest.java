package dev.stompbridge.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompCommand.Sender;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays every stream of the corpus, and mutations of all of them. */
class StompCorpusTest {
    private static final int MUTATIONS = 40_000;

    static Stream<CorpusStream> corpus() throws IOException {
        return CorpusStream.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void streamGivesWhatItsFileSays(CorpusStream stream) {
        Decoding decoding = new Decoding(stream.sender(), Decoding.LIMITS);

        assertThat(decoding.atEveryCut(stream.bytes()).lines()).isEqualTo(stream.expected());
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    void mutatedStreamsCauseNothingButViolations(Sender sender) throws IOException {
        Decoding decoding = new Decoding(sender, new StompLimits(12, 6, 64, 200, 64));
        Mutator mutator =
                new Mutator(CorpusStream.all().stream().map(CorpusStream::bytes).toList());
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            byte[] mutated = mutator.mutate(random);

            Decoding.Outcome whole = decoding.whole(mutated);

            assertThat(decoding.atRandomCuts(mutated, random))
                    .as("seed %d: %s", seed, CaretNotation.text(mutated))
                    .isEqualTo(whole);
            refused += whole.rule() == null ? 0 : 1;
        }
        assertThat(refused).isBetween(1, MUTATIONS - 1);
    }
}
