package dev.stompbridge.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteSettingsTest {

    private static final String SCHEMA = "{\"type\":\"object\"}";

    @Test
    void aCompleteRouteIsAccepted() {
        RouteSettings settings = new RouteSettings(
                "stock", "queue://stock.prices", "topic://stock.{symbol}", SCHEMA, "queue://stock.prices.invalid");
        assertThat(settings.name()).isEqualTo("stock");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''     | queue://a     | topic://t | queue://i | name: must be 1 to 40 lower-case letters",
                "Stock  | queue://a     | topic://t | queue://i | name: must be 1 to 40 lower-case letters",
                "r      | topic://a     | topic://t | queue://i | source: must begin with queue://",
                "r      | queue://a.>   | topic://t | queue://i | source: the name must be letters",
                "r      | queue://a,b   | topic://t | queue://i | source: the name must be letters",
                "r      | queue://a?b=1 | topic://t | queue://i | source: the name must be letters",
                "r      | queue://a     | topic://t | topic://i | invalid: must begin with queue://",
                "r      | queue://a     | topic://t | queue://a | invalid: must be another queue than the source",
                "r      | queue://a     | queue://a | queue://i | target: must be another queue than the source",
                "r      | queue://a     | stock     | queue://i | target: must begin with topic:// or queue://",
                "r      | queue://ActiveMQ.DLQ | topic://t | queue://i | source: names that begin with ActiveMQ",
            })
    void whatCannotBeARouteIsRefused(String name, String source, String target, String invalid, String rule) {
        assertThatThrownBy(() -> new RouteSettings(name, source, target, SCHEMA, invalid))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(rule);
    }

    @Test
    void aWrongSchemaIsRefused() {
        assertThatThrownBy(() -> new RouteSettings("r", "queue://a", "topic://t", "{", "queue://i"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("schema: not valid JSON");
    }

    @Test
    void namesAreBounded() {
        assertThatThrownBy(() -> new RouteSettings("r", "queue://" + "a".repeat(201), "topic://t", SCHEMA, "queue://i"))
                .hasMessage("source: the name is longer than 200 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm://b?create=false", "vm://b?async=false", "vm://b", "localhost:61616", "tcp://a b"})
    void anAddressThatCouldStartOrStopABrokerIsRefused(String uri) {
        assertThatThrownBy(() -> new BrokerAccess(uri, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("broker: ");
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(new BrokerAccess("tcp://127.0.0.1:61616", "route", "secret").toString())
                .contains("route")
                .doesNotContain("secret");
    }
}
