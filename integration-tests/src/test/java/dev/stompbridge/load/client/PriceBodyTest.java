package dev.stompbridge.load.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class PriceBodyTest {
    @Test
    void bodyIsJsonOfItsLength() throws IOException {
        byte[] body = PriceBody.template();
        PriceBody.write(body, 0, 42, 987_654_321);

        JsonNode json = new ObjectMapper().readTree(body);

        assertThat(body).hasSize(PriceBody.LENGTH);
        assertThat(json.get("n").longValue()).isEqualTo(1_000_000_042);
        assertThat(json.get("t").longValue()).isEqualTo(1_000_000_987_654_321L);
    }

    @Test
    void numbersComeBackFromWhereverTheBodyStands() {
        byte[] bytes = new byte[PriceBody.LENGTH + 7];
        System.arraycopy(PriceBody.template(), 0, bytes, 7, PriceBody.LENGTH);
        PriceBody.write(bytes, 7, 999_999_999, 123_456_789_012_345L);

        assertThat(PriceBody.isAt(bytes, 7)).isTrue();
        assertThat(PriceBody.sequence(bytes, 7)).isEqualTo(999_999_999);
        assertThat(PriceBody.time(bytes, 7)).isEqualTo(123_456_789_012_345L);
    }
}
