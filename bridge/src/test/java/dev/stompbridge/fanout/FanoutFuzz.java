package dev.stompbridge.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.DestinationName;
import dev.stompbridge.fuzz.FuzzInput;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.websocket.Utf8Validator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.command.ActiveMQTopic;
import org.apache.activemq.filter.DestinationFilter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is read out of messages and names on their way to many: keys of conflation, and patterns of topics. */
class FanoutFuzz {
    private static final String DESTINATION = "/topic/stock";
    private static final List<String> PATHS = List.of("symbol", "quote.symbol", "a.b.c");
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Stream<byte[]> bodies() {
        return Stream.of(
                FuzzInput.seed(0, "{\"symbol\":\"NVDA\",\"price\":1}"),
                FuzzInput.seed(1, "{\"a\":[1,{}],\"quote\":{\"symbol\":-1.50e3}}"),
                FuzzInput.seed(2, "{\"a\":{\"b\":{\"c\":true}}}"),
                FuzzInput.seed(0, "{\"symbol\":\"\\ud83d\\ude00\\n\"}"),
                FuzzInput.seed(0, "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]"));
    }

    static Stream<byte[]> patterns() {
        return Stream.of("stock.*|stock.NVDA", "stock.>|stock", ">|a", "*.b.>|a.b", "a.b|a.c", "*|a.b")
                .map(text -> FuzzInput.seed(0, text));
    }

    @MethodSource("bodies")
    @FuzzTest
    void aFieldIsWhatATreeOfTheWholeBodyHasThere(byte[] data) {
        FuzzInput input = FuzzInput.of(data);
        String path = input.oneOf(PATHS);
        String value = JsonField.parse(path).of(input.bytes());

        JsonNode tree = tree(input.bytes());
        if (tree != null) {
            JsonNode there = at(tree, path);
            assertThat(value).matches(text -> isTextOf(there, text));
        }
        String key = ConflationKey.parse("json:" + path).of(DESTINATION, StompHeaders.of(), input.bytes());
        assertThat(key).startsWith(DESTINATION);
        assertThat(key.length()).isLessThanOrEqualTo(DESTINATION.length() + 1 + ConflationKey.MAX_VALUE_LENGTH);
        assertThat(key.equals(DESTINATION)).isEqualTo(value == null || value.length() > ConflationKey.MAX_VALUE_LENGTH);
    }

    @MethodSource("patterns")
    @FuzzTest
    void patternsCoverWhatTheBrokerSendsForThem(byte[] data) {
        String text = FuzzInput.of(data).text();
        int bar = text.indexOf('|');
        String pattern = text.substring(0, Math.max(0, bar));
        String name = text.substring(bar + 1);
        TopicPattern covering = TopicPattern.of(pattern);
        TopicPattern covered = TopicPattern.of(name);
        if (!isSubscribed(pattern) || !isSubscribed(name) || covering == null || covered == null) {
            return;
        }
        assertThat(covering.covers(covering)).isTrue();
        if (covering.covers(covered) && covered.covers(covering)) {
            assertThat(covering).isEqualTo(covered);
        }
        if (covered.exact() != null) {
            assertThat(covered.exact()).isEqualTo(name);
            assertThat(covering.covers(covered))
                    .isEqualTo(DestinationFilter.parseFilter(new ActiveMQTopic(pattern))
                            .matches(new ActiveMQTopic(name)));
        }
    }

    /** Only what passes here ever becomes a pattern. */
    private static boolean isSubscribed(String topic) {
        try {
            return !DestinationName.forSubscribe("/topic/" + topic).isComposite();
        } catch (BrokerException refused) {
            return false;
        }
    }

    /** Null if it is not UTF-8, not JSON through and through, or too deep. */
    private static @Nullable JsonNode tree(byte[] body) {
        try {
            if (!Utf8Validator.isValid(body, 0, body.length)) {
                return null;
            }
            JsonNode tree = STRICT.readTree(body);
            return depth(tree) > JsonField.MAX_DEPTH ? null : tree;
        } catch (JacksonException noJson) {
            return null;
        }
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return node.isContainer() ? deepest + 1 : 0;
    }

    private static JsonNode at(JsonNode tree, String path) {
        JsonNode node = tree;
        for (String name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        return node;
    }

    /** A number is taken as it is written. */
    private static boolean isTextOf(JsonNode node, @Nullable String text) {
        if (node.isMissingNode() || node.isNull() || node.isContainer()) {
            return text == null;
        }
        return text != null && (node.isNumber() ? text.matches("[-+.0-9eE]+") : text.equals(node.asString()));
    }
}
