package dev.stompbridge.contract;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content type that a message must have: type and subtype (RFC 9110 §8.3.1), which have no upper and lower case. Of
 * the parameters only a charset counts, which must be UTF-8, the only one that is read.
 *
 * @param name in lower case; empty if any is good, and none
 */
record MediaType(String name) {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,127}";
    private static final Pattern NAME = Pattern.compile(TOKEN + "/" + TOKEN);

    /** Throws {@link IllegalArgumentException} with one sentence when this is no media type. */
    static MediaType parse(String text) {
        if (!text.isEmpty() && !NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("content-type: must be type/subtype, without parameters");
        }
        return new MediaType(text.toLowerCase(Locale.ROOT));
    }

    void check(@Nullable String header) throws ContractViolation {
        if (name.isEmpty()) {
            return;
        }
        if (header == null) {
            throw violation("content-type: is missing");
        }
        String[] parts = header.split(";", -1);
        String type = parts[0].strip();
        // The letters of ASCII only: others have cases that are equal to them.
        if (!NAME.matcher(type).matches() || !type.equalsIgnoreCase(name)) {
            throw violation("content-type: is not " + name);
        }
        for (int i = 1; i < parts.length; i++) {
            checkParameter(parts[i]);
        }
    }

    private static void checkParameter(String parameter) throws ContractViolation {
        int equals = parameter.indexOf('=');
        if (equals < 0 || !parameter.substring(0, equals).strip().equalsIgnoreCase("charset")) {
            return;
        }
        String value = parameter.substring(equals + 1).strip();
        if (!value.equalsIgnoreCase("utf-8") && !value.equalsIgnoreCase("\"utf-8\"")) {
            throw violation("content-type: its charset is not utf-8");
        }
    }

    private static ContractViolation violation(String rule) {
        return new ContractViolation(ContractViolation.Kind.CONTENT_TYPE, rule);
    }
}
