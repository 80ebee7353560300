package dev.stompbridge.config;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Whether a text can be a JSON Schema: one JSON object, or true or false. */
final class JsonSyntax {
    private JsonSyntax() {}

    static Optional<String> problem(String text) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT && first != JsonToken.VALUE_TRUE && first != JsonToken.VALUE_FALSE) {
                return Optional.of("must be a JSON object, true or false");
            }
            parser.skipChildren();
            return parser.nextToken() == null ? Optional.empty() : Optional.of("holds more than one JSON value");
        } catch (JacksonException e) {
            return Optional.of("is not JSON, line %d of the text: %s"
                    .formatted(e.getLocation().getLineNr(), Problems.printable(e.getOriginalMessage())));
        }
    }
}
