package dev.stompbridge.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stompbridge.stomp.StompViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MaxRateTest {

    @ParameterizedTest
    @CsvSource({
        "4/s, 250_000_000",
        "1/s, 1_000_000_000",
        "0.5/s, 2_000_000_000",
        "0.05/s, 20_000_000_000",
        "0.001/s, 1_000_000_000_000",
        "1000/s, 1_000_000",
        "1000.000/s, 1_000_000",
        "0004/s, 250_000_000",
        "3/s, 333_333_334",
        "999.999/s, 1_000_002",
        "none, 0",
    })
    void aRateIsTheIntervalBetweenTwoMessages(String text, String nanos) throws StompViolation {
        assertThat(MaxRate.parse(text).intervalNanos()).isEqualTo(Long.parseLong(nanos.replace("_", "")));
    }

    @Test
    void noneIsOneValue() throws StompViolation {
        assertThat(MaxRate.parse("none")).isSameAs(MaxRate.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4",
                "/s",
                "4/m",
                "4/S",
                " 4/s",
                "4 /s",
                "4/s ",
                "4/s\n",
                "+4/s",
                "-4/s",
                "4,5/s",
                "1e2/s",
                "0x4/s",
                ".5/s",
                "4./s",
                "0.0001/s",
                "0/s",
                "0.000/s",
                "1000.001/s",
                "1001/s",
                "9999999999999999999/s",
                "\u0664/s",
                "None",
                "infinity/s",
            })
    void anythingElseIsRefusedInOneSentence(String text) {
        StompViolation violation = catchThrowableOfType(StompViolation.class, () -> MaxRate.parse(text));

        assertThat(violation.rule())
                .isEqualTo("x-max-rate is a number per second such as 4/s, from 0.001/s to 1000/s, or none");
    }
}
