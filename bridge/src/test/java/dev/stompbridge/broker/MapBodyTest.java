package dev.stompbridge.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stompbridge.stomp.StompFrame;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.DeflaterOutputStream;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQTopic;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.MessageDispatch;
import org.apache.activemq.command.MessageId;
import org.apache.activemq.command.ProducerId;
import org.apache.activemq.usage.MemoryUsage;
import org.apache.activemq.util.ByteArrayOutputStream;
import org.apache.activemq.util.ByteSequence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A MapMessage becomes a JSON object. */
final class MapBodyTest {
    private static final int LIMIT = 100_000;

    /** A destination whose messages may become so large. */
    private static final class Limited implements Message.MessageDestination {
        @Override
        public int getMinimumMessageSize() {
            return 0;
        }

        @Override
        public @Nullable MemoryUsage getMemoryUsage() {
            return null;
        }

        @Override
        public int getMaxInflatedDataSize() {
            return LIMIT;
        }
    }

    private final ActiveMQMapMessage message = new ActiveMQMapMessage();

    @Test
    void everyTypeHasAForm() throws Exception {
        message.setBoolean("boolean", true);
        message.setByte("byte", (byte) -1);
        message.setShort("short", (short) 300);
        message.setInt("int", Integer.MIN_VALUE);
        message.setLong("long", Long.MAX_VALUE);
        message.setFloat("float", 1.1f);
        message.setDouble("double", 13.92);
        message.setChar("char", 'ß');
        message.setString("string", "\uD83D\uDE00 \"\\ \0");
        message.setBytes("bytes", new byte[] {(byte) 0xFF, 0, 1, 2});
        message.setObject("null", null);

        assertBoth("""
                {"boolean":true,"byte":-1,"bytes":"/wABAg==","char":"ß","double":13.92,"float":1.1,\
                "int":-2147483648,"long":9223372036854775807,"null":null,"short":300,\
                "string":"\uD83D\uDE00 \\"\\\\ \\u0000"}""");
    }

    @Test
    void whatJsonCannotCountIsAString() throws Exception {
        message.setDouble("a", Double.NaN);
        message.setDouble("b", Double.NEGATIVE_INFINITY);
        message.setFloat("c", Float.POSITIVE_INFINITY);

        assertBoth("{\"a\":\"NaN\",\"b\":\"-Infinity\",\"c\":\"Infinity\"}");
    }

    @Test
    void mapsAndListsInsideAreObjectsAndArrays() throws Exception {
        message.setObject("list", List.of(1, "b", List.of()));
        message.setObject("map", Map.of("y", Map.of(), "x", 1));

        assertBoth("{\"list\":[1,\"b\",[]],\"map\":{\"x\":1,\"y\":{}}}");
    }

    @Test
    void nothingIsAnEmptyObject() throws Exception {
        assertBoth("{}");
    }

    @Test
    void halfOfASurrogatePairIsReplaced() throws Exception {
        message.setString("a", "x\uD83D");

        assertThat(json()).isEqualTo("{\"a\":\"x?\"}");
    }

    @Test
    void theDepthIsBounded() throws Exception {
        message.setObject("a", nested(15));
        assertThat(json()).isEqualTo("{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}");

        message.setObject("a", nested(16));
        assertThatThrownBy(this::json).isInstanceOf(IOException.class);
    }

    /** A small body on the wire that would become a large one. */
    @Test
    void theInflatedLengthIsBounded() throws Exception {
        message.setRegionDestination(new Limited());
        message.setString("a", "x".repeat(LIMIT - 100));
        compress();
        assertThat(json()).hasSizeGreaterThan(LIMIT - 100);

        message.clearBody();
        message.setString("a", "x".repeat(LIMIT));
        compress();
        assertThatThrownBy(this::json).isInstanceOf(IOException.class);
    }

    /** Each control character becomes six. */
    @Test
    void theWrittenLengthIsBounded() throws Exception {
        message.setRegionDestination(new Limited());
        message.setString("a", "\u0001".repeat(LIMIT / 2));
        message.setString("b", "");

        assertThatThrownBy(this::json).isInstanceOf(IOException.class);
    }

    @Test
    void aBodyThatIsNoMapIsRefused() {
        message.setContent(new ByteSequence(new byte[] {0, 0, 0, 1, 0, 1, 'a', 99}));

        assertThatThrownBy(this::json).isInstanceOf(IOException.class);
    }

    @Test
    void theFrameSaysThatItIsJson() throws Exception {
        message.setInt("a", 1);
        message.setProperty("content-type", "forged");
        message.setMessageId(new MessageId(new ProducerId("ID:test:1:1"), 1));
        message.setDestination(new ActiveMQTopic("a"));
        MessageDispatch dispatch = new MessageDispatch();
        dispatch.setMessage(message);
        StompFrame frame = MessageMapping.toStomp(
                new Delivery(dispatch), new MessageMapping.Form("s", null, false, NoTemporaryNames.INSTANCE));

        assertThat(Objects.requireNonNull(frame).body()).isEqualTo("{\"a\":1}".getBytes(UTF_8));
        assertThat(frame.headers().all("content-type")).containsExactly("application/json");
        assertThat(frame.headers().get("content-length")).isNull();
    }

    private void compress() throws IOException {
        message.setCompressed(false);
        message.storeContentAndClear();
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(message.getContent().toArray());
        }
        message.setContent(deflated.toByteSequence());
        message.setCompressed(true);
    }

    private static List<?> nested(int depth) {
        List<?> list = List.of();
        for (int i = 1; i < depth; i++) {
            list = List.of(list);
        }
        return list;
    }

    private String json() throws IOException {
        return new String(MapBody.decode(message), UTF_8);
    }

    /** As a client in this process sends it, and as it comes from a wire; reading changes neither. */
    private void assertBoth(String expected) throws Exception {
        assertThat(json()).isEqualTo(expected);
        assertThat(message.getContent()).isNull();

        message.storeContentAndClear();
        ByteSequence stored = message.getContent();
        assertThat(json()).isEqualTo(expected);
        assertThat(message.getContent()).isSameAs(stored);
    }
}
