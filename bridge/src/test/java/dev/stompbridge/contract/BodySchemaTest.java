package dev.stompbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stompbridge.route.Prices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodySchemaTest {

    private static final BodySchema PRICE = BodySchema.parse(Prices.SCHEMA);

    private static ContractViolation violationOf(BodySchema schema, String body) {
        try {
            throw new AssertionError("accepted: " + schema.check(body));
        } catch (ContractViolation e) {
            return e;
        }
    }

    @Test
    void aPriceFits() throws ContractViolation {
        assertThat(PRICE.check(Prices.json("NVDA", "13.92")).get("symbol").stringValue())
                .isEqualTo("NVDA");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'price':1,'time':'t'}                          | symbol: is missing",
                "{'symbol':'nvda','price':1,'time':'t'}          | symbol: does not match the pattern",
                "{'symbol':'NV>','price':1,'time':'t'}           | symbol: does not match the pattern",
                "{'symbol':7,'price':1,'time':'t'}               | symbol: has the wrong type",
                "{'symbol':'NVDA','price':-1,'time':'t'}         | price: is too small",
                "{'symbol':'NVDA','price':'1','time':'t'}        | price: has the wrong type",
                "{'symbol':'NVDA','price':1e400,'time':'t'}      | price: has the wrong type",
                "{'symbol':'NVDA','price':1e999999999,'time':''} | price: has the wrong type",
                "{'symbol':'NVDA','price':1,'time':'t','x':1}    | x: is not a known field",
                "{'symbol':'NVDA','price':1,'time':'t','<b>':1}  | field: is not a known field",
                "{'symbol':'NVDA','price':1,'time':'t','tags':[1]} | tags.0: has the wrong type",
            })
    void theFirstBrokenRuleOfTheSchemaIsNamed(String json, String rule) {
        ContractViolation violation = violationOf(PRICE, json.replace('\'', '"'));
        assertThat(violation.rule()).isEqualTo(rule);
        assertThat(violation.kind()).isEqualTo(ContractViolation.Kind.SCHEMA);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1                  | body: not valid JSON",
                "{'a':1}x                | body: not valid JSON",
                "{'a':1} {}              | body: more after the JSON object",
                "{'a':1,'a':2}           | body: a name occurs twice",
                "{'o':{'b':1,'b':2}}     | body: a name occurs twice",
                "{'a':01}                | body: not valid JSON",
                "{'a':NaN}               | body: not valid JSON",
                "{a:1}                   | body: not valid JSON",
                "{'a':1,}                | body: not valid JSON",
                "/* c */ {}              | body: not valid JSON",
                "[]                      | body: not a JSON object",
                "null                    | body: not a JSON object",
            })
    void onlyOneStrictJsonObjectIsRead(String json, String rule) {
        ContractViolation violation = violationOf(PRICE, json.replace('\'', '"'));
        assertThat(violation.rule()).isEqualTo(rule);
        assertThat(violation.kind()).isEqualTo(ContractViolation.Kind.JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\"text\"", "1"})
    void whatIsNoObjectIsRejected(String body) {
        assertThat(violationOf(PRICE, body).rule()).isEqualTo("body: not a JSON object");
    }

    @Test
    void nestingNumbersAndNamesAreBounded() {
        String rule = "body: nested too deep, or a number or name in it is too long";
        assertThat(violationOf(PRICE, "{\"a\":".repeat(33) + "1" + "}".repeat(33))
                        .rule())
                .isEqualTo(rule);
        assertThat(violationOf(PRICE, "{\"a\":" + "1".repeat(65) + "}").rule()).isEqualTo(rule);
        assertThat(violationOf(PRICE, "{\"" + "n".repeat(60_000) + "\":1}").rule())
                .isEqualTo(rule);
    }

    @Test
    void longNamesOfTheBodyAreNotQuoted() {
        String body = "{\"symbol\":\"NVDA\",\"price\":1,\"time\":\"t\",\"" + "n".repeat(200) + "\":1}";
        assertThat(violationOf(PRICE, body).rule()).isEqualTo("field: is not a known field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(x|y)*$", "^(x+)+$", "^([a-z]+)*$", "(x*)*z"})
    void aPatternTakesNoLongerThanItsTextIsLong(String pattern) {
        BodySchema schema = BodySchema.parse("{\"properties\":{\"a\":{\"pattern\":\"" + pattern + "\"}}}");

        ContractViolation violation = violationOf(schema, "{\"a\":\"" + "x".repeat(60_000) + "!\"}");

        assertThat(violation.rule()).isEqualTo("a: does not match the pattern");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'properties':{'a':{'pattern':'(?=x)x'}}}           | /properties/a/pattern",
                "{'properties':{'a':{'pattern':'(?<!x)y'}}}          | /properties/a/pattern",
                "{'properties':{'a':{'pattern':'(x)\\\\1'}}}         | /properties/a/pattern",
                "{'properties':{'a':{'pattern':'x{1,1001}'}}}        | /properties/a/pattern",
                "{'properties':{'pattern':{'pattern':'('}}}          | /properties/pattern/pattern",
                "{'patternProperties':{'^(?!x/)':{}}}                | /patternProperties/^(?!x~1)",
                "{'allOf':[{},{'items':{'pattern':'(?=x)'}}]}        | /allOf/1/items/pattern",
                "{'$ref':'#/$defs/b','$defs':{'b':{'pattern':'(?=x)'}}} | /$defs/b/pattern",
            })
    void whatIsNotLinearIsRefusedWithItsPlace(String json, String place) {
        assertThatThrownBy(() -> BodySchema.parse(json.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("schema: cannot be used: the pattern at " + place
                        + " is not one of RE2, which has no look-around");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                        | schema: not valid JSON",
                "[]                                       | schema: must be a JSON object",
                "true                                     | schema: must be a JSON object",
                "{'type':5}                               | schema: not valid in draft 2020-12",
                "{'type':'objekt'}                        | schema: not valid in draft 2020-12",
                "{'minimum':'1'}                          | schema: not valid in draft 2020-12",
                "{'properties':{'a':{'pattern':'('}}}     | schema: cannot be used",
                "{'$ref':'#/$defs/none'}                  | schema: cannot be used",
                "{'$schema':'http://json-schema.org/draft-07/schema#'} | schema: cannot be used",
                "{'$ref':'file:///etc/passwd'}            | schema: cannot be used",
                "{'$ref':'classpath:/logback.xml'}        | schema: cannot be used",
                "{'$ref':'https://json-schema.org/draft/2020-12/none'} | schema: cannot be used",
            })
    void whatIsNoSchemaIsRefused(String json, String rule) {
        assertThatThrownBy(() -> BodySchema.parse(json.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(rule);
    }

    @Test
    void nothingIsFetchedFromTheNetwork() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/schema.json";
            assertThatThrownBy(() -> BodySchema.parse("{\"properties\":{\"a\":{\"$ref\":\"" + address + "\"}}}"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("schema: cannot be used");
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aSchemaMayReferToItsOwnParts() throws ContractViolation {
        BodySchema schema = BodySchema.parse(
                "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/n\"}},\"$defs\":{\"n\":{\"type\":\"number\"}}}");
        assertThat(schema.check("{\"a\":1}")).isNotNull();
        assertThat(violationOf(schema, "{\"a\":\"1\"}").rule()).isEqualTo("a: has the wrong type");
    }

    @Test
    void aSchemaThatRefersToItselfWithoutEndRejectsEveryBody() {
        BodySchema endless = BodySchema.parse("{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/a\"}}}");
        assertThat(violationOf(endless, "{}").rule()).isEqualTo("body: cannot be checked against the schema");
    }
}
