package dev.stompbridge.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TargetTemplateTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static JsonNode body(String json) {
        return JSON.readTree(json);
    }

    private static JsonNode symbol(String value) {
        return JSON.createObjectNode().put("symbol", value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topic://stock.{symbol}          | topic://stock.NVDA",
                "topic://stock.{symbol}.price    | topic://stock.NVDA.price",
                "topic://stock.{market}.{symbol} | topic://stock.XNAS.NVDA",
                "topic://stock.{market}{symbol}  | topic://stock.XNASNVDA",
                "queue://stock.{symbol}          | queue://stock.NVDA",
                "topic://stock                   | topic://stock",
            })
    void fieldsOfTheBodyStandInTheName(String target, String expected) throws Rejection {
        JsonNode body = body("{\"symbol\":\"NVDA\",\"market\":\"XNAS\"}");
        assertThat(TargetTemplate.parse(target).resolve(body).getQualifiedName())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stock.{symbol}             | must begin with topic:// or queue://",
                "tcp://stock                | must begin with topic:// or queue://",
                "topic://stock.{symbol      | a '{' is not closed",
                "topic://stock.{a{b}        | a field name in braces",
                "topic://stock.symbol}      | a '}' without its '{'",
                "topic://stock.{a}}         | a '}' without its '{'",
                "topic://stock.{}           | a field name in braces",
                "topic://stock.{a.b}        | a field name in braces",
                "topic://stock.>            | segments joined by single dots",
                "topic://stock.*.{symbol}   | segments joined by single dots",
                "topic://stock..{symbol}    | segments joined by single dots",
                "topic://stock.{symbol}.    | segments joined by single dots",
                "topic://stock,other        | segments joined by single dots",
                "topic://stock?x=1          | segments joined by single dots",
                "topic://                   | segments joined by single dots",
                "topic://{symbol}           | the first segment must be fixed text",
                "topic://stock{symbol}.x    | the first segment must be fixed text",
                "topic://ActiveMQ.{symbol}  | belong to the broker",
                "topic://activemq.x         | belong to the broker",
                "topic://a.{a}{b}{c}{d}{e}{f}{g}{h}{i} | more than 8 fields",
            })
    void templatesThatAreNoNameAreRefused(String target, String rule) {
        assertThatThrownBy(() -> TargetTemplate.parse(target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("target: ")
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NVDA", "BRK.B", "a-b_c.9", "0"})
    void safePartsOfANameAreUsed(String value) throws Rejection {
        assertThat(TargetTemplate.parse("topic://stock.{symbol}")
                        .resolve(symbol(value))
                        .getPhysicalName())
                .isEqualTo("stock." + value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">",
                "*",
                "A*",
                "A>",
                "A,B",
                "A..B",
                ".A",
                "A.",
                ".",
                "..",
                "",
                " ",
                "A B",
                "A\n",
                "A/B",
                "A:B",
                "A?B=1",
                "topic://A",
                "{symbol}",
                "\u00c4",
                "A\u0000"
            })
    void valuesThatCouldReachOtherDestinationsAreRejected(String value) {
        assertThatThrownBy(() -> TargetTemplate.parse("topic://stock.{symbol}").resolve(symbol(value)))
                .isInstanceOfSatisfying(Rejection.class, rejection -> {
                    assertThat(rejection.reason()).isEqualTo(InvalidReason.TARGET);
                    assertThat(rejection.rule()).isEqualTo("symbol: not usable in a destination name");
                });
    }

    @Test
    void aValueOf64CharactersIsTheLongest() throws Rejection {
        TargetTemplate template = TargetTemplate.parse("topic://stock.{symbol}");
        assertThat(template.resolve(symbol("A".repeat(64))).getPhysicalName()).hasSize(70);
        assertThatThrownBy(() -> template.resolve(symbol("A".repeat(65)))).isInstanceOf(Rejection.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                    | symbol: is missing",
                "{'symbol':7}          | symbol: is not a string",
                "{'symbol':null}       | symbol: is not a string",
                "{'symbol':['NVDA']}   | symbol: is not a string",
            })
    void onlyStringsAreUsed(String json, String rule) {
        JsonNode body = body(json.replace('\'', '"'));
        assertThatThrownBy(() -> TargetTemplate.parse("topic://stock.{symbol}").resolve(body))
                .isInstanceOf(Rejection.class)
                .hasMessage(rule);
    }
}
