package dev.stompbridge.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2 "Heart-beating". */
class HeartBeatTest {
    private static final int FLOOR_MILLIS = 1000;

    @ParameterizedTest(name = "client {0}, offer {1}: announced {2}, sends every {3}, expects every {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                // max of what one side can and the other wants, in each direction
                "10000,10000 | 10000,10000 | 10000,10000 | 10000 | 10000",
                "5000,20000  | 10000,15000 | 10000,15000 | 20000 | 15000",
                "20000,5000  | 10000,15000 | 10000,15000 | 10000 | 20000",
                // none if one side cannot or does not want
                "0,0         | 10000,10000 | 10000,10000 | 0     | 0",
                "0,10000     | 10000,10000 | 10000,10000 | 10000 | 0",
                "10000,0     | 10000,10000 | 10000,10000 | 0     | 10000",
                "10000,10000 | 0,0         | 0,0         | 0     | 0",
                "10000,10000 | 10000,0     | 10000,0     | 10000 | 0",
                "10000,10000 | 0,10000     | 0,10000     | 0     | 10000",
                // a client cannot ask for a thousand beats a second, nor be cut at once
                "0,1         | 10000,10000 | 10000,10000 | 10000 | 0",
                "1,0         | 10000,10000 | 10000,10000 | 0     | 10000",
                "1,1         | 1,1         | 1000,1000   | 1000  | 1000",
                "0,1         | 1,0         | 1000,0      | 1000  | 0",
                "1,0         | 0,1         | 0,1000      | 0     | 1000",
                // a day is the longest
                "86400000,86400000 | 10000,10000 | 10000,10000 | 86400000 | 86400000"
            })
    void intervalsAreNegotiated(String client, String offer, String announced, int sendEvery, int expectEvery)
            throws StompViolation {
        HeartBeat.Negotiated negotiated = HeartBeat.parse(offer).negotiate(HeartBeat.parse(client), FLOOR_MILLIS);

        assertThat(negotiated.announced().text()).isEqualTo(announced);
        assertThat(negotiated.sendEveryMillis()).isEqualTo(sendEvery);
        assertThat(negotiated.expectEveryMillis()).isEqualTo(expectEvery);
    }

    @Test
    void clientComputesTheSameFromWhatIsAnnounced() throws StompViolation {
        HeartBeat client = HeartBeat.parse("3,700");
        HeartBeat.Negotiated negotiated = HeartBeat.parse("500,40").negotiate(client, FLOOR_MILLIS);

        HeartBeat.Negotiated atClient = client.negotiate(negotiated.announced(), 0);

        assertThat(atClient.sendEveryMillis()).isEqualTo(negotiated.expectEveryMillis());
        assertThat(atClient.expectEveryMillis()).isEqualTo(negotiated.sendEveryMillis());
    }

    @Test
    void missingHeaderIsNone() throws StompViolation {
        assertThat(HeartBeat.parse(null)).isEqualTo(HeartBeat.NONE).isEqualTo(new HeartBeat(0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,0", "1,2", "86400000,86400000"})
    void textIsTheHeader(String header) throws StompViolation {
        assertThat(HeartBeat.parse(header).text()).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "1",
                "1,",
                ",1",
                "1,2,3",
                "-1,0",
                "0,-1",
                "+1,0",
                "1.5,0",
                "a,b",
                " 1,2",
                "1, 2",
                "1;2",
                "٣,1",
                "86400001,0",
                "0,86400001",
                "2147483648,0",
                "4294967296,0",
                "99999999999999999999,0"
            })
    void malformedHeaderIsAViolation(String header) {
        assertThatThrownBy(() -> HeartBeat.parse(header))
                .isInstanceOf(StompViolation.class)
                .hasMessage("The heart-beat header must be two numbers of milliseconds, at most a day each.");
    }

    @Test
    void intervalsOutOfBoundsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HeartBeat(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new HeartBeat(0, HeartBeat.MAX_MILLIS + 1));
    }
}
