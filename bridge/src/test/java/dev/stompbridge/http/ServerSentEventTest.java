package dev.stompbridge.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSentEventTest {

    private static String text(String type, String data) {
        return new String(new ServerSentEvent(type, data).encode(), UTF_8);
    }

    @Test
    void anEventEndsWithAnEmptyLine() {
        assertThat(text("", "{\"a\":\"ä\"}")).isEqualTo("data: {\"a\":\"ä\"}\n\n");
        assertThat(text("opened", "")).isEqualTo("event: opened\ndata: \n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\r\nb"})
    void dataCannotEndItsEvent(String data) {
        assertThat(text("", data)).isEqualTo("data: a\ndata: b\n\n");
        assertThat(text("", data + "\n\nevent: forged"))
                .doesNotContain("\nevent:")
                .endsWith("data: event: forged\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb"})
    void aTypeIsOneLine(String type) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerSentEvent(type, ""));
    }
}
