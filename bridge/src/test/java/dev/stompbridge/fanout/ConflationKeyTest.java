package dev.stompbridge.fanout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stompbridge.stomp.StompHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConflationKeyTest {
    private static final String DESTINATION = "/topic/stock";
    private static final StompHeaders NO_HEADERS = StompHeaders.of();
    private static final byte[] NO_BODY = {};

    private static String ofBody(String key, String body) {
        return ConflationKey.parse(key).of(DESTINATION, NO_HEADERS, body.getBytes(UTF_8));
    }

    private static String ofHeaders(String key, String... headers) {
        return ConflationKey.parse(key).of(DESTINATION, StompHeaders.of(headers), NO_BODY);
    }

    private static String nested(int objects) {
        return "{\"a\":".repeat(objects) + "1" + "}".repeat(objects);
    }

    @Test
    void byDestinationNothingElseIsLookedAt() {
        assertThat(ConflationKey.parse("destination")).isSameAs(ConflationKey.DESTINATION);
        assertThat(ConflationKey.DESTINATION.of(DESTINATION, StompHeaders.of("symbol", "NVDA"), NO_BODY))
                .isSameAs(DESTINATION);
    }

    @Test
    void byHeaderMessagesWithTheSameValueReplaceEachOther() {
        String nvda = ofHeaders("header:symbol", "price", "1", "symbol", "NVDA");

        assertThat(ofHeaders("header:symbol", "symbol", "NVDA", "price", "2")).isEqualTo(nvda);
        assertThat(ofHeaders("header:symbol", "symbol", "AMD")).isNotEqualTo(nvda);
        assertThat(ofHeaders("header:symbol", "Symbol", "NVDA")).isEqualTo(DESTINATION);
    }

    @Test
    void twoDestinationsNeverShareAKey() {
        ConflationKey key = ConflationKey.parse("header:symbol");
        StompHeaders nvda = StompHeaders.of("symbol", "NVDA");

        assertThat(key.of("/topic/a", nvda, NO_BODY)).isNotEqualTo(key.of("/topic/b", nvda, NO_BODY));
        assertThat(key.of("/topic/a", nvda, NO_BODY)).isNotEqualTo(key.of("/topic/aNVDA", NO_HEADERS, NO_BODY));
        assertThat(key.of("/topic/a", StompHeaders.of("symbol", ""), NO_BODY)).isNotEqualTo("/topic/a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "json:symbol       | {\"symbol\":\"NVDA\",\"price\":1}                 | NVDA",
                "json:symbol       | {\"price\":{\"symbol\":\"no\"},\"symbol\":\"NVDA\"} | NVDA",
                "json:symbol       | {\"list\":[{\"symbol\":\"no\"},[1]],\"symbol\":\"é\"} | é",
                "json:symbol       | {\"symbol\":\"N\\u0056DA\"}                       | NVDA",
                "json:symbol       | {\"s\\u0079mbol\":\"NVDA\"}                       | NVDA",
                "json:id           | {\"id\":42}                                       | 42",
                "json:id           | {\"id\":-1.50e3}                                  | -1.50e3",
                "json:id           | {\"id\":true}                                     | true",
                "json:id           | {\"id\":\"\"}                                     | ``",
                "json:quote.symbol | {\"quote\":{\"id\":1,\"symbol\":\"NVDA\"}}        | NVDA",
                "json:a.b.c        | {\"a\":{\"x\":{},\"b\":{\"c\":\"d\"}}}            | d",
                "json:symbol       | {\"symbol\":\"first\",\"symbol\":\"second\"}      | first",
                "json:symbol       | {\"symbol\":\"NVDA\", what follows is not read    | NVDA",
            })
    void byFieldOfTheBodyItsScalarIsTheKey(String key, String body, String value) {
        assertThat(ofBody(key, body)).isEqualTo(DESTINATION + "\n" + value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NVDA",
                "{",
                "{}",
                "[]",
                "[{\"symbol\":\"NVDA\"}]",
                "\"symbol\"",
                "{\"price\":1}",
                "{\"Symbol\":\"NVDA\"}",
                "{\"symbol\":null}",
                "{\"symbol\":{\"id\":1}}",
                "{\"symbol\":[\"NVDA\"]}",
                "{\"symbol\":\"NVDA",
                "{\"symbol\"",
                "{\"price\":1,}",
                "{price:1,\"symbol\":\"NVDA\"}",
                "{\"price\":NaN,\"symbol\":\"NVDA\"}",
                "\u0000{\"symbol\":\"NVDA\"}",
            })
    void aMessageWithoutTheFieldHasItsDestinationAsKey(String body) {
        assertThat(ofBody("json:symbol", body)).isSameAs(DESTINATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"quote\":\"NVDA\"}", "{\"symbol\":\"NVDA\"}", "{\"quote\":{}}", "{\"quote\":[]}"})
    void everyNameOfAPathIsAnObjectUpToTheLast(String body) {
        assertThat(ofBody("json:quote.symbol", body)).isSameAs(DESTINATION);
    }

    @Test
    void bytesThatAreNotUtf8AreNoJson() {
        byte[] body = "{\"x\":\"é\",\"symbol\":\"NVDA\"}".getBytes(ISO_8859_1);

        assertThat(ConflationKey.parse("json:symbol").of(DESTINATION, NO_HEADERS, body))
                .isSameAs(DESTINATION);
    }

    /** The parser pads what it remembers of a name with bytes FF. */
    @Test
    void aNameWithAByteThatIsNoUtf8IsNotTakenForOneThatWasReadBefore() {
        ConflationKey symbol = ConflationKey.parse("json:symbol");
        byte[] body = "{\"symbol\":\"NVDA\"}".getBytes(UTF_8);
        assertThat(symbol.of(DESTINATION, NO_HEADERS, body)).isEqualTo(DESTINATION + "\nNVDA");

        byte[] forged = "{\"symb?ol\":\"NVDA\"}".getBytes(UTF_8);
        forged[6] = (byte) 0xFF;
        assertThat(symbol.of(DESTINATION, NO_HEADERS, forged)).isSameAs(DESTINATION);
    }

    @Test
    void longBodiesAreNotRead() {
        String padded = "{\"symbol\":\"NVDA\"}" + " ".repeat(JsonField.MAX_BODY_BYTES - 17);

        assertThat(ofBody("json:symbol", padded)).isEqualTo(DESTINATION + "\nNVDA");
        assertThat(ofBody("json:symbol", padded + " ")).isSameAs(DESTINATION);
    }

    @Test
    void deepBodiesAreNotRead() {
        String body = "{\"deep\":%s,\"symbol\":\"NVDA\"}";

        assertThat(ofBody("json:symbol", body.formatted(nested(JsonField.MAX_DEPTH - 1))))
                .isEqualTo(DESTINATION + "\nNVDA");
        assertThat(ofBody("json:symbol", body.formatted(nested(JsonField.MAX_DEPTH))))
                .isSameAs(DESTINATION);
    }

    @Test
    void longValuesAreNoKey() {
        String longest = "x".repeat(ConflationKey.MAX_VALUE_LENGTH);

        assertThat(ofHeaders("header:symbol", "symbol", longest)).isEqualTo(DESTINATION + "\n" + longest);
        assertThat(ofHeaders("header:symbol", "symbol", longest + "x")).isSameAs(DESTINATION);
        assertThat(ofBody("json:symbol", "{\"symbol\":\"" + longest + "x\"}")).isSameAs(DESTINATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "symbol", "header:", "json:", "json:a..b", "json:.a", "json:a.", "Destination"})
    void whatIsNoKeyIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ConflationKey.parse(text));
    }

    @Test
    void keysOfTheSameTextAreEqual() {
        assertThat(ConflationKey.parse("json:a.b"))
                .isEqualTo(ConflationKey.parse("json:a.b"))
                .hasSameHashCodeAs(ConflationKey.parse("json:a.b"))
                .isNotEqualTo(ConflationKey.parse("json:a"))
                .hasToString("json:a.b");
    }
}
