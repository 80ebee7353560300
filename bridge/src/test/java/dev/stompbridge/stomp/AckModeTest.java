package dev.stompbridge.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2 "SUBSCRIBE ack Header". */
class AckModeTest {
    @Test
    void defaultIsAuto() throws StompViolation {
        assertThat(AckMode.parse(null)).isEqualTo(AckMode.AUTO);
    }

    @ParameterizedTest
    @EnumSource(AckMode.class)
    void modeIsFoundByItsText(AckMode mode) throws StompViolation {
        assertThat(AckMode.parse(mode.text())).isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AUTO", " auto", "client_individual", "CLIENT_INDIVIDUAL", "dups-ok"})
    void unknownModeIsAViolation(String ack) {
        assertThatThrownBy(() -> AckMode.parse(ack))
                .isInstanceOf(StompViolation.class)
                .hasMessage("The ack mode must be auto, client or client-individual.");
    }
}
