package dev.stompbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.stompbridge.brokerconfig.PasswordHash;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.RouteConfig;
import dev.stompbridge.config.UserConfig;
import dev.stompbridge.demo.feed.Listing;
import dev.stompbridge.demo.feed.Price;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoConfigurationTest {

    private static final String TIME = "2026-11-22T14:30:00.250Z";

    private BridgeConfig config;

    @BeforeEach
    void load() throws Exception {
        config = Demo.configuration(Map.of(), List.of());
    }

    @ParameterizedTest
    @CsvSource({"backend, backend-demo", "site, site-demo", "tester, tester-demo"})
    void usersOfTheDemoAreSamplesWithTheirPublishedPasswords(String name, String password) {
        UserConfig user = config.broker().users().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(user.sample()).isTrue();
        assertThat(PasswordHash.matches(user.passwordHash(), password.toCharArray()))
                .isTrue();
    }

    @Test
    void nobodyElseMayLogIn() {
        assertThat(config.broker().users()).extracting(UserConfig::name).containsExactly("backend", "site", "tester");
    }

    @Test
    void overridesOfTheCommandLineWin() throws Exception {
        assertThat(Demo.configuration(Map.of(), List.of("web.port=0")).web().port())
                .isZero();
    }

    @Test
    void pricesOfTheFeedPassTheSchema() throws IOException {
        assertThat(Listing.demo())
                .allSatisfy(listing -> assertThat(
                                problems(new Price(listing.symbol(), listing.open(), Instant.parse(TIME)).toJson()))
                        .isEmpty());
    }

    @Test
    void pricesAtTheBoundsOfTheFeedPassTheSchema() {
        Instant longest = Instant.parse("2026-11-22T14:30:00.123456789Z");

        assertThat(problems(new Price("A123456789.Z", new BigDecimal("999999999.999999"), longest).toJson()))
                .isEmpty();
        assertThat(problems(new Price("F", new BigDecimal("0.000001"), Instant.EPOCH).toJson()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nvda",
                "NVDA>",
                "NVDA.>",
                "*",
                "A,B",
                "A..B",
                ".A",
                "A.",
                "A.BC",
                "A/B",
                "A?b=c",
                "NVDA\\n",
                "\\u0000",
                "ABCDEFGHIJK",
                "{symbol}"
            })
    void symbolThatIsNoPartOfATopicFailsTheSchema(String symbol) {
        assertThat(problems(json("\"" + symbol + "\"", "13.92", "\"" + TIME + "\"")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1000000000", "1e400", "\"13.92\"", "null", "[13.92]"})
    void amountThatIsNoPriceFailsTheSchema(String amount) {
        assertThat(problems(json("\"NVDA\"", amount, "\"" + TIME + "\""))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"yesterday\"", "1700000000", "\"2026-11-22\"", "\"2026-11-22T14:30:00Z\\n\""})
    void timeThatIsNoneFailsTheSchema(String time) {
        assertThat(problems(json("\"NVDA\"", "13.92", time))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"NVDA\"",
                "{\"symbol\":\"NVDA\",\"price\":1}",
                "{\"symbol\":\"NVDA\",\"price\":1,\"time\":\"2026-11-22T14:30:00Z\",\"open\":1}"
            })
    void otherDocumentsFailTheSchema(String body) {
        assertThat(problems(body)).isNotEmpty();
    }

    private List<?> problems(String body) {
        RouteConfig route = config.routes().get(0);
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(route.schema());
        return schema.validate(body, InputFormat.JSON);
    }

    private static String json(String symbol, String price, String time) {
        return "{\"symbol\":" + symbol + ",\"price\":" + price + ",\"time\":" + time + "}";
    }
}
