package dev.stompbridge.contract;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the messages for some destinations must be. Immutable. */
public final class Contract {

    /**
     * One contract as it is configured.
     *
     * @param destination {@code topic://demo.>} or {@code queue://orders.*}
     * @param schema the text of a JSON Schema (draft 2020-12); it may refer to its own parts only; empty for none
     * @param maxBytes of a body; with a schema at most {@link BodySchema#MAX_BYTES}
     * @param contentType {@code application/json}; empty if any is good, and none
     */
    public record Settings(String destination, String schema, int maxBytes, String contentType) {}

    private final DestinationPattern destination;
    private final @Nullable BodySchema schema;
    private final int maxBytes;
    private final MediaType contentType;

    /** Throws {@link IllegalArgumentException} whose sentence begins with the setting. */
    Contract(Settings settings) {
        destination = DestinationPattern.parse(settings.destination());
        schema = settings.schema().isBlank() ? null : BodySchema.parse(settings.schema());
        maxBytes = settings.maxBytes();
        contentType = MediaType.parse(settings.contentType());
        if (maxBytes < 1) {
            throw new IllegalArgumentException("max-bytes: must be at least 1");
        }
        if (schema != null && maxBytes > BodySchema.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "max-bytes: must be at most " + BodySchema.MAX_BYTES + " bytes where there is a schema");
        }
    }

    /** Whether it is for one of these names. */
    boolean coversAny(String[] names) {
        for (String name : names) {
            if (destination.covers(name)) {
                return true;
            }
        }
        return false;
    }

    boolean hasSchema() {
        return schema != null;
    }

    /** The rules for which the body need not be read. */
    void checkOutside(@Nullable String type, int bytes) throws ContractViolation {
        if (bytes > maxBytes) {
            throw new ContractViolation(ContractViolation.Kind.SIZE, "body: is longer than " + maxBytes + " bytes");
        }
        contentType.check(type);
    }

    void checkBody(JsonNode body) throws ContractViolation {
        if (schema != null) {
            schema.validate(body);
        }
    }
}
