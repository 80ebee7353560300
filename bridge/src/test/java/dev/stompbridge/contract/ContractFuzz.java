package dev.stompbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stompbridge.fuzz.FuzzInput;
import dev.stompbridge.route.Prices;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that a route or a contract checks against its schema. */
class ContractFuzz {
    private static final List<BodySchema> SCHEMAS = List.of(BodySchema.parse(Prices.SCHEMA), BodySchema.parse("""
                    {"type": "object", "minProperties": 1, "maxProperties": 4, "properties": {
                       "s": {"type": "string", "minLength": 1, "maxLength": 8, "pattern": "^(a|b*)+$", "format": "date"},
                       "n": {"type": "number", "multipleOf": 0.01, "exclusiveMinimum": 0, "maximum": 1e9},
                       "e": {"enum": ["x", null, 1]}, "c": {"const": {"a": []}},
                       "l": {"type": "array", "maxItems": 3, "uniqueItems": true, "items": {"$ref": "#"}}},
                     "anyOf": [{"required": ["s"]}, {"required": ["l"]}, {"required": ["n"]}]}"""));

    /** The path of a field, and the longest sentence behind it. */
    private static final int LONGEST_RULE = 200;

    static Stream<byte[]> bodies() {
        return Stream.concat(
                Stream.of(
                                Prices.json("NVDA", "13.92"),
                                "{\"symbol\":7,\"price\":1e999999999,\"time\":\"\"}",
                                "{\"<b>\":1}",
                                "{\"a\":1,\"a\":2}")
                        .map(text -> FuzzInput.seed(0, text)),
                Stream.of("{\"s\":\"ab\"}", "{\"n\":1.005}", "{\"l\":[{\"e\":null},{\"l\":[{\"s\":\"b\"}]}]}")
                        .map(text -> FuzzInput.seed(1, text)));
    }

    @MethodSource("bodies")
    @FuzzTest
    void aBodyIsAnObjectOrRejectedByARule(byte[] data) {
        FuzzInput input = FuzzInput.of(data);
        try {
            assertThat(input.oneOf(SCHEMAS).check(input.text()).isObject()).isTrue();
        } catch (ContractViolation rejection) {
            assertThat(rejection.rule()).hasSizeLessThanOrEqualTo(LONGEST_RULE).matches("[ -~]+");
        }
    }
}
