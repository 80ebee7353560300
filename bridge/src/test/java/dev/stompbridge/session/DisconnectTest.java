package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.websocket.CloseCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DisconnectTest {
    /** RFC 6455 §5.5: a control frame has 125 bytes, two of them the code. */
    private static final int MAX_REASON_BYTES = 123;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VANISHED")
    void everyReasonHasACodeThatMayBeSentAndARowInTheDocs(Disconnect reason) throws Exception {
        assertThat(CloseCode.mayBeSent(reason.code())).isTrue();
        assertThat(reason.reason().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(MAX_REASON_BYTES);
        assertThat(Files.readString(Path.of("..", "docs", "wire.md")))
                .containsPattern("\\|[0-9, ]*\\b" + reason.code() + "\\b[0-9, ]*\\|");
    }

    @Test
    void codesTellReasonsApart() {
        assertThat(Arrays.stream(Disconnect.values()).map(Disconnect::code)).doesNotHaveDuplicates();
    }
}
