package dev.stompbridge.route;

import dev.stompbridge.contract.BodySchema;
import java.util.regex.Pattern;

/**
 * One route as it is configured. Whatever is wrong is refused here, with an IllegalArgumentException whose sentence
 * begins with the setting.
 *
 * @param name 1 to 40 lower-case letters, digits and '-'; names the thread and the header {@code route}
 * @param source {@code queue://name}
 * @param target {@code topic://name} or {@code queue://name}, in which {@code {field}} stands for a string of the body
 * @param schema the text of a JSON Schema (draft 2020-12); it may refer to its own parts only
 * @param invalid {@code queue://name}, where messages go that fail the check
 */
public record RouteSettings(String name, String source, String target, String schema, String invalid) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    public RouteSettings {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name: must be 1 to 40 lower-case letters, digits and '-'");
        }
        String from = DestinationName.ofQueue("source", source);
        if (from.equals(DestinationName.ofQueue("invalid", invalid))) {
            throw new IllegalArgumentException("invalid: must be another queue than the source");
        }
        if (from.equals(TargetTemplate.parse(target).fixedQueue())) {
            throw new IllegalArgumentException("target: must be another queue than the source");
        }
        BodySchema.parse(schema);
    }
}
