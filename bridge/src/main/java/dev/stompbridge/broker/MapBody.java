package dev.stompbridge.broker;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.util.ByteSequence;
import org.apache.activemq.util.MarshallingSupport;
import org.fusesource.hawtbuf.UTF8Buffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The body of an OpenWire MapMessage as one JSON object in UTF-8, its names in order. Numbers stay numbers, but NaN and the
 * infinities are strings, bytes are base64, and ActiveMQ's lists and maps inside a map are arrays and objects.
 */
final class MapBody {
    private static final JsonFactory JSON = new JsonFactory();

    /** Of objects and arrays inside each other. */
    private static final int MAX_DEPTH = 16;

    private final JsonGenerator json;
    private final StringWriter text;
    private final int maxLength;

    private MapBody(JsonGenerator json, StringWriter text, int maxLength) {
        this.json = json;
        this.text = text;
        this.maxLength = maxLength;
    }

    /** Fails if the body is too deep, or too long when it is inflated or written. The message stays as it is. */
    static byte[] decode(ActiveMQMapMessage message) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            new MapBody(json, text, message.getMaxInflatedDataSize()).write(read(message), 1);
        } catch (JacksonException e) {
            throw new IOException("the map cannot be written", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The message's own getters would keep what they have read; without content they have nothing to read. */
    private static Map<?, ?> read(ActiveMQMapMessage message) throws IOException {
        ByteSequence content = message.getContent();
        if (content == null) {
            return unmarshalled(message);
        }
        InputStream bytes = new ByteArrayInputStream(content.data, content.offset, content.length);
        if (message.isCompressed()) {
            bytes = MarshallingSupport.createInflaterInputStream(message.getMaxInflatedDataSize(), bytes);
        }
        try (DataInputStream in = new DataInputStream(bytes)) {
            @Nullable Map<String, Object> map = MarshallingSupport.unmarshalPrimitiveMap(in);
            return map == null ? Collections.emptyMap() : map;
        }
    }

    private static Map<?, ?> unmarshalled(ActiveMQMapMessage message) throws IOException {
        try {
            return message.getContentMap();
        } catch (jakarta.jms.JMSException e) {
            throw new IOException("the map cannot be read", e);
        }
    }

    private void write(@Nullable Object value, int depth) throws IOException {
        if (text.getBuffer().length() > maxLength) {
            throw new IOException("the map is too long");
        }
        if (value instanceof Map<?, ?> map) {
            writeMap(map, depth);
        } else if (value instanceof List<?> list) {
            writeList(list, depth);
        } else {
            writeSimple(value);
        }
    }

    private void writeMap(Map<?, ?> map, int depth) throws IOException {
        checkDepth(depth);
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        entries.sort(Comparator.comparing(entry -> String.valueOf(entry.getKey())));
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : entries) {
            json.writeName(String.valueOf(entry.getKey()));
            write(entry.getValue(), depth + 1);
        }
        json.writeEndObject();
    }

    private void writeList(List<?> list, int depth) throws IOException {
        checkDepth(depth);
        json.writeStartArray();
        for (Object element : list) {
            write(element, depth + 1);
        }
        json.writeEndArray();
    }

    private static void checkDepth(int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("the map is too deep");
        }
    }

    private void writeSimple(@Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Float number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else if (value instanceof String || value instanceof Character || value instanceof UTF8Buffer) {
            json.writeString(WireText.of(value));
        } else {
            throw new IOException("the map holds a value of no known type");
        }
    }
}
