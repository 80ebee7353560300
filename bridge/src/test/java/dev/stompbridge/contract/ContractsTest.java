package dev.stompbridge.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContractsTest {
    private static final String LETTER = schema("{'properties':{'a':{'type':'number','minimum':0}},'required':['a']}");

    private static String schema(String quoted) {
        return quoted.replace('\'', '"');
    }

    private static Contract.Settings size(String destination, int maxBytes) {
        return new Contract.Settings(destination, "", maxBytes, "");
    }

    private static Contract.Settings json(String destination) {
        return new Contract.Settings(destination, LETTER, 1_024, "");
    }

    private static Contract.Settings typed(String contentType) {
        return new Contract.Settings("topic://a", "", 1_024, contentType);
    }

    private static Contracts contracts(Contract.Settings... settings) {
        return Contracts.of(Arrays.asList(settings));
    }

    /** The rule that is broken, null if none is. */
    private static @Nullable String broken(Contracts contracts, String destination, byte[] body) {
        return broken(contracts, destination, null, body);
    }

    private static @Nullable String broken(
            Contracts contracts, String destination, @Nullable String contentType, byte[] body) {
        try {
            contracts.check(destination, contentType, body);
            return null;
        } catch (ContractViolation e) {
            return e.rule();
        }
    }

    @Test
    void withoutContractsEverythingMayBeSent() {
        assertThat(broken(Contracts.NONE, "/topic/a", new byte[1 << 20])).isNull();
    }

    @ParameterizedTest(name = "{0} is for {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "topic://a       | /topic/a               | true",
                "topic://a       | /topic/a.b             | false",
                "topic://a       | /topic/A               | false",
                "topic://a       | /queue/a               | false",
                "queue://a       | /queue/a               | true",
                "queue://a       | /topic/a               | false",
                "topic://a.*     | /topic/a.b             | true",
                "topic://a.*     | /topic/a               | false",
                "topic://a.*     | /topic/a.b.c           | false",
                "topic://*.b     | /topic/a.b             | true",
                "topic://a.>     | /topic/a               | true",
                "topic://a.>     | /topic/a.b.c           | true",
                "topic://a.>     | /topic/ab              | false",
                "topic://a.*.>   | /topic/a               | false",
                "topic://a.*.>   | /topic/a.b             | true",
                "topic://*.>     | /topic/a.b             | true",
                "topic://>       | /topic/a.b             | true",
                "queue://>       | /topic/a               | false",
                "topic://>       | /temp-topic/a          | false",
                "queue://>       | /temp-queue/a          | false",
                "queue://>       | /remote-temp-queue/a:1 | false",
                "topic://>       | /remote-temp-topic/a:1 | false",
                "topic://a       | /topic/x,/topic/a      | true",
                "topic://a       | /topic/a,/queue/x      | true",
                "topic://a       | /queue/a,/topic/x      | false",
                "topic://a       | nowhere                | false",
                "topic://a       | ''                     | false",
                "topic://a       | ,                      | false",
                "topic://a       | /topic/                | false",
            })
    void aContractIsForTheDestinationsOfItsPattern(String pattern, String destination, boolean covered) {
        String rule = broken(contracts(size(pattern, 1)), destination, new byte[2]);

        assertThat(rule).isEqualTo(covered ? "body: is longer than 1 bytes" : null);
    }

    @Test
    void aBodyOfTheLimitIsTakenAndNoByteMore() {
        Contracts contracts = contracts(size("queue://a", 16));

        assertThat(broken(contracts, "/queue/a", new byte[0])).isNull();
        assertThat(broken(contracts, "/queue/a", new byte[16])).isNull();
        assertThat(broken(contracts, "/queue/a", new byte[17])).isEqualTo("body: is longer than 16 bytes");
    }

    @Test
    void theSizeIsCountedInBytesNotInCharacters() {
        Contracts contracts = contracts(size("queue://a", 3));

        assertThat(broken(contracts, "/queue/a", "\u20ac".getBytes(UTF_8))).isNull();
        assertThat(broken(contracts, "/queue/a", "\u20aca".getBytes(UTF_8))).isNotNull();
    }

    @Test
    void everyContractOfADestinationMustBeMet() {
        Contracts contracts = contracts(size("topic://>", 100), json("topic://a.*"), size("topic://a.b", 8));

        assertThat(broken(contracts, "/topic/a.b", "{\"a\":1}".getBytes(UTF_8))).isNull();
        assertThat(broken(contracts, "/topic/a.b", "{\"a\":100}".getBytes(UTF_8)))
                .isEqualTo("body: is longer than 8 bytes");
        assertThat(broken(contracts, "/topic/a.b", "{}".getBytes(UTF_8))).isEqualTo("a: is missing");
        assertThat(broken(contracts, "/topic/a.c", "{\"a\":100}".getBytes(UTF_8)))
                .isNull();
        assertThat(broken(contracts, "/topic/a.c", new byte[101])).isEqualTo("body: is longer than 100 bytes");
        assertThat(broken(contracts, "/topic/b", "{}".getBytes(UTF_8))).isNull();
    }

    @Test
    void eachNameOfACompositeBringsItsContracts() {
        Contracts contracts = contracts(json("topic://a"), size("queue://b", 8));

        assertThat(broken(contracts, "/queue/b,/topic/a", "{\"a\":1}".getBytes(UTF_8)))
                .isNull();
        assertThat(broken(contracts, "/queue/b,/topic/a", "{\"a\":100}".getBytes(UTF_8)))
                .isEqualTo("body: is longer than 8 bytes");
        assertThat(broken(contracts, "/queue/b,/topic/a", "{}".getBytes(UTF_8))).isEqualTo("a: is missing");
    }

    @Test
    void sizesAndTypesAreCheckedBeforeAnythingIsRead() {
        Contracts contracts = contracts(
                json("topic://a"),
                new Contract.Settings("topic://a", "", 100, "application/json"),
                size("topic://a", 4));

        assertThat(broken(contracts, "/topic/a", "application/json", "no JSON".getBytes(UTF_8)))
                .isEqualTo("body: is longer than 4 bytes");
        assertThat(broken(contracts, "/topic/a", "text/plain", "no".getBytes(UTF_8)))
                .isEqualTo("content-type: is not application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                " application/json ",
                "application/json;charset=utf-8",
                "application/json; charset=UTF-8",
                "application/json ; Charset = \"utf-8\"",
                "application/json; q=1; charset=utf-8",
                "application/json;",
                "application/json; profile",
            })
    void caseAndParametersOfAContentTypeDoNotMatter(String header) {
        assertThat(broken(contracts(typed("application/json")), "/topic/a", header, new byte[0]))
                .isNull();
        assertThat(broken(contracts(typed("APPLICATION/json")), "/topic/a", header, new byte[0]))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain                                     | content-type: is not application/json",
                "''                                             | content-type: is not application/json",
                "application                                    | content-type: is not application/json",
                "application/jsonp                              | content-type: is not application/json",
                "application/json, text/plain                   | content-type: is not application/json",
                "application/json text/plain                    | content-type: is not application/json",
                "application/j\u017fon                          | content-type: is not application/json",
                "*/*                                            | content-type: is not application/json",
                "application/json; charset=iso-8859-1           | content-type: its charset is not utf-8",
                "application/json; charset=                     | content-type: its charset is not utf-8",
                "application/json; charset=utf-16               | content-type: its charset is not utf-8",
                "application/json; charset=utf-8; CHARSET=utf-7 | content-type: its charset is not utf-8",
            })
    void anyOtherContentTypeBreaksTheContract(String header, String rule) {
        assertThat(broken(contracts(typed("application/json")), "/topic/a", header, new byte[0]))
                .isEqualTo(rule);
    }

    @Test
    void aContentTypeThatIsNamedMustBeThere() {
        assertThat(broken(contracts(typed("application/json")), "/topic/a", null, new byte[0]))
                .isEqualTo("content-type: is missing");
        assertThat(broken(contracts(typed("")), "/topic/a", null, new byte[0])).isNull();
        assertThat(broken(contracts(typed("")), "/topic/a", "what;ever", new byte[0]))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1}                     | ",
                "{'a':-1}                    | a: is too small",
                "{'a':'1'}                   | a: has the wrong type",
                "{}                          | a: is missing",
                "{'a':1                      | body: not valid JSON",
                "{'a':1} {'a':1}             | body: more after the JSON object",
                "{'a':-1,'a':1}              | body: a name occurs twice",
                "{'a':1,'b':{'c':1,'c':1}}   | body: a name occurs twice",
                "[1]                         | body: not a JSON object",
                "''                          | body: not a JSON object",
                "{'a':1e999999999}           | a: has the wrong type",
                "{'a':-1e999999999}          | a: has the wrong type",
                "{'a':1e-999999999}          | ",
            })
    void aBodyMustFitTheSchema(String quoted, @Nullable String rule) {
        byte[] body = schema(quoted.equals("''") ? "" : quoted).getBytes(UTF_8);

        assertThat(broken(contracts(json("topic://a")), "/topic/a", body)).isEqualTo(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "const"})
    @Timeout(20)
    void theCheckOfAHugeNumberComesToAnEnd(String keyword) {
        Contracts contracts = contracts(new Contract.Settings(
                "topic://a", schema("{'properties':{'a':{'type':'number','" + keyword + "':0.01}}}"), 1_024, ""));

        assertThat(List.of("1e308", "-1e308", "9".repeat(64), "1e-999999999"))
                .allSatisfy(number -> assertThat(broken(contracts, "/topic/a", number(number)))
                        .satisfiesAnyOf(
                                rule -> assertThat(rule).isNull(),
                                rule -> assertThat(rule).startsWith("a: is ")));
        assertThat(broken(contracts, "/topic/a", number("1e999999999"))).isEqualTo("a: has the wrong type");
        assertThat(broken(contracts, "/topic/a", number("9".repeat(65))))
                .isEqualTo("body: nested too deep, or a number or name in it is too long");
    }

    private static byte[] number(String number) {
        return ("{\"a\":" + number + "}").getBytes(UTF_8);
    }

    @Test
    void formatsAreNotChecked() {
        Contracts contracts = contracts(
                new Contract.Settings("topic://a", schema("{'properties':{'a':{'format':'date'}}}"), 1_024, ""));

        assertThat(broken(contracts, "/topic/a", "{\"a\":\"never\"}".getBytes(UTF_8)))
                .isNull();
    }

    @Test
    void deepNestingIsRefusedBeforeTheSchemaSeesIt() {
        byte[] body = ("{\"a\":" + "[".repeat(400) + "]".repeat(400) + "}").getBytes(UTF_8);

        assertThat(broken(contracts(json("topic://a")), "/topic/a", body))
                .isEqualTo("body: nested too deep, or a number or name in it is too long");
    }

    @Test
    void aBodyWithASchemaIsUtf8AndNothingElse() {
        Contracts contracts = contracts(json("topic://a"));

        assertThat(broken(contracts, "/topic/a", "{\"a\":1,\"b\":\"\u00e9\"}".getBytes(UTF_8)))
                .isNull();
        assertThat(broken(contracts, "/topic/a", "{\"a\":1,\"b\":\"\u00e9\"}".getBytes(ISO_8859_1)))
                .isEqualTo("body: is not UTF-8");
        assertThat(broken(contracts, "/topic/a", "{\"a\":1}".getBytes(UTF_16))).isEqualTo("body: is not UTF-8");
        assertThat(broken(contracts, "/topic/a", "{\"a\":1,\"b\":\"\u00c0\u0080\"}".getBytes(ISO_8859_1)))
                .isEqualTo("body: is not UTF-8");
        assertThat(broken(contracts, "/topic/a", "\ufeff{\"a\":1}".getBytes(UTF_8)))
                .isEqualTo("body: not valid JSON");
    }

    @Test
    void withoutASchemaABodyMayBeAnything() {
        assertThat(broken(contracts(size("topic://a", 4)), "/topic/a", new byte[] {-1, 0, -1, 0}))
                .isNull();
    }

    @Test
    void namesOfTheBodyAreQuotedOnlyIfTheyAreShortAndPlain() {
        Contracts contracts =
                contracts(new Contract.Settings("topic://a", schema("{'additionalProperties':false}"), 1_024, ""));

        assertThat(broken(contracts, "/topic/a", "{\"user-name_1\":1}".getBytes(UTF_8)))
                .isEqualTo("user-name_1: is not a known field");
        assertThat(broken(contracts, "/topic/a", "{\"a\\nmessage:b\":1}".getBytes(UTF_8)))
                .isEqualTo("field: is not a known field");
        assertThat(broken(contracts, "/topic/a", ("{\"" + "n".repeat(65) + "\":1}").getBytes(UTF_8)))
                .isEqualTo("field: is not a known field");
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/topic/a       | ''  | 1     | ''                  | destination: must begin with topic:// or queue://",
                "a              | ''  | 1     | ''                  | destination: must begin with topic:// or queue://",
                "topic://       | ''  | 1     | ''                  | destination: has * only as a whole part",
                "topic://a..b   | ''  | 1     | ''                  | destination: has * only as a whole part",
                "topic://a.>.b  | ''  | 1     | ''                  | destination: has * only as a whole part",
                "topic://a.b*   | ''  | 1     | ''                  | destination: has * only as a whole part",
                "topic://a,b    | ''  | 1     | ''                  | destination: is too long, or holds a comma",
                "topic://a?b=c  | ''  | 1     | ''                  | destination: is too long, or holds a comma",
                "topic://a://b  | ''  | 1     | ''                  | destination: is too long, or holds a comma",
                "topic://a      | ''  | 0     | ''                  | max-bytes: must be at least 1",
                "topic://a      | {}  | 65537 | ''                  | max-bytes: must be at most 65536",
                "topic://a      | ''  | 1     | json                | content-type: must be type/subtype",
                "topic://a      | ''  | 1     | text/plain; a=b     | content-type: must be type/subtype",
                "topic://a      | []  | 1     | ''                  | schema: must be a JSON object",
                "topic://a      | {'pattern':'(?=a)'} | 1 | ''      | schema: cannot be used: the pattern at /pattern is",
            })
    void whatIsNoContractIsRefusedByTheNameOfItsSetting(
            String destination, String json, int maxBytes, String contentType, String rule) {
        Contract.Settings wrong = new Contract.Settings(destination, schema(json), maxBytes, contentType);

        assertThatThrownBy(() -> contracts(size("topic://a", 1), wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("contracts[1]." + rule);
    }

    @Test
    void aSchemaIsForBodiesOf64KibibytesAtMost() {
        Contracts contracts = contracts(new Contract.Settings("topic://a", LETTER, BodySchema.MAX_BYTES, ""));
        String rest = "{\"a\":1,\"b\":\"\"}";
        String full = rest.replace("\"\"", "\"" + "b".repeat(BodySchema.MAX_BYTES - rest.length()) + "\"");

        assertThat(broken(contracts, "/topic/a", full.getBytes(UTF_8))).isNull();
        assertThat(broken(contracts, "/topic/a", (full + " ").getBytes(UTF_8)))
                .isEqualTo("body: is longer than 65536 bytes");
    }
}
