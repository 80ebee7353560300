package dev.stompbridge.fanout;

import dev.stompbridge.websocket.Utf8Validator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * One field of a JSON object, or of an object in it. Reads as far as the field and no further: what stands behind it is
 * not checked, and of fields with the same name the first counts. Immutable, any thread.
 */
final class JsonField {
    /** A longer body has no fields, for every message is read. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    /** Objects and lists inside each other; a body with more on the way to the field has no fields. */
    static final int MAX_DEPTH = 16;

    private final List<String> path;
    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonField(List<String> path) {
        this.path = path;
    }

    /** Names with dots between; throws {@link IllegalArgumentException} if one is empty. */
    static JsonField parse(String path) {
        List<String> names = List.of(path.split("\\.", -1));
        if (names.size() > MAX_DEPTH || names.contains("")) {
            throw new IllegalArgumentException(path + " is no path of a field.");
        }
        return new JsonField(names);
    }

    /**
     * The text, number or boolean of the field as text. Null if there is none: the body is too large, too deep or not
     * JSON, it lacks the field, or the field is null, an object or a list.
     *
     * <p>What is not UTF-8 is no JSON (RFC 8259 §8.1). The parser alone may take a name with a byte FF in it for one that it
     * has read before without.
     */
    @Nullable
    String of(byte[] body) {
        if (body.length == 0 || body.length > MAX_BODY_BYTES || !Utf8Validator.isValid(body, 0, body.length)) {
            return null;
        }
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
            for (String name : path) {
                if (parser.nextToken() != JsonToken.START_OBJECT || !enter(parser, name)) {
                    return null;
                }
            }
            return scalar(parser);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Goes to the name, its value being next; false at the end of the object. */
    private static boolean enter(JsonParser parser, String name) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (parser.currentName().equals(name)) {
                return true;
            }
            parser.nextToken();
            parser.skipChildren();
        }
        return false;
    }

    private static @Nullable String scalar(JsonParser parser) {
        JsonToken value = parser.nextToken();
        boolean present = value != null && value.isScalarValue() && value != JsonToken.VALUE_NULL;
        return present ? parser.getString() : null;
    }
}
