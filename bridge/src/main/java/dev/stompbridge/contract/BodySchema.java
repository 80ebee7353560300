package dev.stompbridge.contract;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContextCustomizer;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The check of a body: strict JSON (RFC 8259), one object, no name twice, within the limits below, and valid against a
 * JSON Schema (draft 2020-12). The first rule that is broken is reported. Immutable; any thread.
 */
public final class BodySchema {

    /** The largest body that is looked at, in bytes of UTF-8; it is up to the caller to check it. */
    public static final int MAX_BYTES = 64 * 1024;

    static final int MAX_NESTING = 32;
    static final int MAX_NUMBER_CHARACTERS = 64;
    static final int MAX_NAME_CHARACTERS = 256;
    /** Steps and depth of one evaluation, so that neither a body nor a schema that refers to itself can run away. */
    private static final int MAX_STEPS = 100_000;

    private static final int MAX_EVALUATION_DEPTH = 128;

    private static final int MAX_SCHEMA_CHARACTERS = 64 * 1024;
    private static final int MAX_PATH_LENGTH = 100;
    private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxNumberLength(MAX_NUMBER_CHARACTERS)
                            .maxNameLength(MAX_NAME_CHARACTERS)
                            .maxStringLength(MAX_BYTES)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("additionalProperties", "is not a known field"),
            Map.entry("const", "is not the allowed value"),
            Map.entry("enum", "is not one of the allowed values"),
            Map.entry("exclusiveMaximum", "is too large"),
            Map.entry("exclusiveMinimum", "is too small"),
            Map.entry("format", "has the wrong format"),
            Map.entry("maxItems", "has too many items"),
            Map.entry("maxLength", "is too long"),
            Map.entry("maxProperties", "has too many fields"),
            Map.entry("maximum", "is too large"),
            Map.entry("minItems", "has too few items"),
            Map.entry("minLength", "is too short"),
            Map.entry("minProperties", "has too few fields"),
            Map.entry("minimum", "is too small"),
            Map.entry("multipleOf", "is not a multiple of the allowed step"),
            Map.entry("pattern", "does not match the pattern"),
            Map.entry("required", "is missing"),
            Map.entry("type", "has the wrong type"),
            Map.entry("uniqueItems", "has an item twice"));

    private final Schema schema;

    private BodySchema(Schema schema) {
        this.schema = schema;
    }

    /** Throws IllegalArgumentException when the text is no schema that can be used without fetching anything. */
    public static BodySchema parse(String text) {
        if (text.length() > MAX_SCHEMA_CHARACTERS) {
            throw new IllegalArgumentException("schema: longer than " + MAX_SCHEMA_CHARACTERS + " characters");
        }
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("schema: not valid JSON: " + e.getOriginalMessage(), e);
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("schema: must be a JSON object");
        }
        SchemaRegistry registry = registry();
        SchemaLocation draft = SchemaLocation.of(Dialects.getDraft202012().getId());
        List<Error> errors = registry.getSchema(draft).validate(node);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("schema: not valid in draft 2020-12: " + errors.get(0));
        }
        try {
            Schema schema = registry.getSchema(node);
            schema.initializeValidators();
            return new BodySchema(schema);
        } catch (SchemaException e) {
            throw new IllegalArgumentException("schema: cannot be used: " + reason(node, e), e);
        }
    }

    private static String reason(JsonNode schema, SchemaException failure) {
        if (!(failure.getCause() instanceof LinearPatterns.Unsupported unsupported)) {
            return String.valueOf(failure.getMessage());
        }
        return "the pattern at " + place(schema, unsupported.pattern(), "")
                + " is not one of RE2, which has no look-around, no back-references and no count above 1000: "
                + unsupported.getMessage();
    }

    /** Where in a schema a pattern stands first, as a JSON Pointer (RFC 6901); empty if nowhere. */
    private static String place(JsonNode node, String pattern, String path) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String here = path + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            boolean isPattern = field.getKey().equals("pattern")
                    && field.getValue().isString()
                    && field.getValue().stringValue().equals(pattern);
            if (isPattern
                    || (path.endsWith("/patternProperties") && field.getKey().equals(pattern))) {
                return here;
            }
            String below = place(field.getValue(), pattern, here);
            if (!below.isEmpty()) {
                return below;
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            String below = place(node.get(i), pattern, path + "/" + i);
            if (!below.isEmpty()) {
                return below;
            }
        }
        return "";
    }

    private static SchemaRegistry registry() {
        ExecutionContextCustomizer bounded = (context, schema) -> context.executionConfig(
                config -> config.failFast(true).maxEvaluationSteps(MAX_STEPS).maxEvaluationDepth(MAX_EVALUATION_DEPTH));
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .preloadSchema(true)
                .regularExpressionFactory(new LinearPatterns())
                .executionContextCustomizer(bounded)
                .build();
        return SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemaRegistryConfig(config)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false)
                                .allow(iri -> iri.toString().startsWith("https://json-schema.org/draft/2020-12/"))));
    }

    /** The body as an object that fits the schema. */
    public JsonNode check(String body) throws ContractViolation {
        JsonNode node = read(body);
        validate(node);
        return node;
    }

    void validate(JsonNode body) throws ContractViolation {
        List<Error> errors;
        try {
            errors = schema.validate(body);
        } catch (RuntimeException | StackOverflowError e) {
            // An evaluation can exhaust its limits or the stack: the body is at fault, not the one who checks it.
            throw new ContractViolation(ContractViolation.Kind.SCHEMA, "body: cannot be checked against the schema");
        }
        if (!errors.isEmpty()) {
            throw new ContractViolation(ContractViolation.Kind.SCHEMA, sentence(errors.get(0)));
        }
    }

    /** The body as an object, whatever is in it. */
    static JsonNode read(String body) throws ContractViolation {
        JsonNode node;
        try {
            node = JSON.readTree(body);
        } catch (StreamConstraintsException e) {
            throw new ContractViolation(
                    ContractViolation.Kind.JSON, "body: nested too deep, or a number or name in it is too long");
        } catch (MismatchedInputException e) {
            throw new ContractViolation(ContractViolation.Kind.JSON, "body: more after the JSON object");
        } catch (JacksonException e) {
            boolean twice = e.getOriginalMessage().startsWith("Duplicate Object property");
            throw new ContractViolation(
                    ContractViolation.Kind.JSON, twice ? "body: a name occurs twice" : "body: not valid JSON");
        }
        if (!node.isObject()) {
            throw new ContractViolation(ContractViolation.Kind.JSON, "body: not a JSON object");
        }
        return node;
    }

    /** The field, then the rule. Names that come from the body are quoted only when they are short and plain. */
    private static String sentence(Error error) {
        StringJoiner path = new StringJoiner(".");
        NodePath location = error.getInstanceLocation();
        for (int i = 0; i < location.getNameCount(); i++) {
            path.add(safe(String.valueOf(location.getElement(i))));
        }
        if (error.getProperty() != null) {
            path.add(safe(error.getProperty()));
        }
        String field = path.length() == 0 ? "body" : path.toString();
        String rule = SENTENCES.getOrDefault(error.getKeyword(), "does not fit the schema");
        return (field.length() > MAX_PATH_LENGTH ? "field" : field) + ": " + rule;
    }

    private static String safe(String name) {
        return SAFE_NAME.matcher(name).matches() ? name : "field";
    }
}
