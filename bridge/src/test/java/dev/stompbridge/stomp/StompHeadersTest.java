package dev.stompbridge.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class StompHeadersTest {
    private static final StompHeaders HEADERS = StompHeaders.of("foo", "World", "bar", "1", "foo", "Hello");

    @Test
    void firstOfRepeatedEntriesCounts() {
        assertThat(HEADERS.get("foo")).isEqualTo("World");
    }

    @Test
    void allEntriesAreKeptInOrder() {
        assertThat(HEADERS)
                .containsExactly(
                        new StompHeader("foo", "World"), new StompHeader("bar", "1"), new StompHeader("foo", "Hello"));
        assertThat(HEADERS.all("foo")).containsExactly("World", "Hello");
        assertThat(HEADERS.size()).isEqualTo(3);
    }

    @Test
    void namesAreCaseSensitive() {
        assertThat(HEADERS.get("Foo")).isNull();
        assertThat(HEADERS.all("FOO")).isEmpty();
    }

    @Test
    void builderKeepsManyEntries() {
        StompHeaders.Builder builder = StompHeaders.builder().addAll(HEADERS);
        for (int i = 0; i < 100; i++) {
            builder.add("n" + i, "v" + i);
        }

        StompHeaders headers = builder.build();

        assertThat(headers.size()).isEqualTo(103);
        assertThat(headers.get("n99")).isEqualTo("v99");
        assertThat(headers.get("bar")).isEqualTo("1");
    }

    @Test
    void whatIsBuiltDoesNotChange() {
        StompHeaders.Builder builder = StompHeaders.builder().add("a", "1");
        StompHeaders headers = builder.build();

        builder.add("b", "2");

        assertThat(headers).isEqualTo(StompHeaders.of("a", "1"));
    }

    @Test
    void orderAndValuesMakeEquality() {
        assertThat(StompHeaders.of("a", "1", "b", "2"))
                .isEqualTo(StompHeaders.of("a", "1", "b", "2"))
                .hasSameHashCodeAs(StompHeaders.of("a", "1", "b", "2"))
                .isNotEqualTo(StompHeaders.of("b", "2", "a", "1"))
                .isNotEqualTo(StompHeaders.of("a", "1"));
        assertThat(StompHeaders.builder().build()).isEqualTo(StompHeaders.of());
    }

    @Test
    void emptyNameAndMissingValueAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> StompHeaders.of("", "v"));
        assertThatIllegalArgumentException().isThrownBy(() -> StompHeaders.of("a", "1", "b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new StompHeader("", "v"));
    }

    @Test
    void iteratorEnds() {
        Iterator<StompHeader> iterator = StompHeaders.of().iterator();

        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void textOfAFrameShowsNoValueAndNoBody() {
        StompFrame frame =
                new StompFrame(StompCommand.SEND, StompHeaders.of("passcode", "secret"), new byte[] {1, 2, 3});

        assertThat(frame).hasToString("SEND [passcode] 3");
    }

    @Test
    void bytesOfTheBodyMakeFramesEqual() {
        StompFrame frame = new StompFrame(StompCommand.SEND, HEADERS, new byte[] {1, 2});

        assertThat(frame)
                .isEqualTo(new StompFrame(StompCommand.SEND, HEADERS, new byte[] {1, 2}))
                .hasSameHashCodeAs(new StompFrame(StompCommand.SEND, HEADERS, new byte[] {1, 2}))
                .isNotEqualTo(new StompFrame(StompCommand.SEND, HEADERS, new byte[] {1, 3}))
                .isNotEqualTo(new StompFrame(StompCommand.MESSAGE, HEADERS, new byte[] {1, 2}))
                .isNotEqualTo(StompFrame.of(StompCommand.SEND, HEADERS));
    }

    @Test
    void limitsOutOfBoundsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StompLimits(0, 1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StompLimits(1, -1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StompLimits(1, 1, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StompLimits(1, 1, 1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StompLimits(1, 1, 1, 1, -1));
    }
}
