package dev.stompbridge.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2 "Protocol Negotiation". */
class StompVersionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0           | 1.0",
                "1.1           | 1.1",
                "1.2           | 1.2",
                "1.0,1.1,2.0   | 1.1",
                "1.2,1.1,1.0   | 1.2",
                "1.1,1.0       | 1.1",
                "1.0, 1.1 ,1.2 | 1.2",
                "' 1.1 '       | 1.1",
                "2.0,1.0       | 1.0",
                ",,1.1,        | 1.1"
            })
    void highestVersionInCommonIsChosen(String acceptVersion, String chosen) {
        assertThat(StompVersion.negotiate(acceptVersion)).isEqualTo(StompVersion.of(chosen));
    }

    @Test
    void clientWithoutTheHeaderSpeaks1_0() {
        assertThat(StompVersion.negotiate(null)).isEqualTo(StompVersion.V1_0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ",", "2.0", "1.3,0.9", "1", "1.", "1.2.0", "01.2", "v12.stomp", "1.1;1.2", "1.1 1.2"})
    void noVersionInCommonIsNull(String acceptVersion) {
        assertThat(StompVersion.negotiate(acceptVersion)).isNull();
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void versionIsFoundByItsText(StompVersion version) {
        assertThat(StompVersion.of(version.text())).isEqualTo(version);
        assertThat(StompVersion.negotiate(version.text())).isEqualTo(version);
    }
}
