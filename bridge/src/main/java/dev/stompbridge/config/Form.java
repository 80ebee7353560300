package dev.stompbridge.config;

import java.util.regex.Pattern;

/** What a text may look like. The rule completes the sentence "must be …". */
enum Form {
    TEXT("text without control characters", "[^\\p{Cc}]*"),
    LONG_TEXT("text", "(?s).*"),
    NAME("a name of letters, digits and . _ - @", "[A-Za-z0-9][A-Za-z0-9._@-]*"),
    ADDRESS("a host name or an IP address, IPv6 without brackets", "[A-Za-z0-9:][A-Za-z0-9.:_-]*"),
    ORIGIN(
            "scheme://host or scheme://host:port in lower case, nothing behind it, * only as in https://*.example.org",
            "https?://(?:(?:\\*\\.[a-z0-9_-]+\\.)?[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?"),
    HOST(
            "a host name or an IP address in lower case, IPv6 in brackets, without a port",
            "[a-z0-9._-]+|\\[[0-9a-f:.]+]"),
    NETWORK(
            "an IP address, or one with / and the length of its prefix",
            "%1$s(?:\\.%1$s){3}(?:/(?:3[0-2]|[12]?[0-9]))?".formatted("(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])")
                    + "|(?=.*:)[0-9A-Fa-f:.]{2,45}(?:/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))?"),
    COOKIE_OR_NONE("the name of a cookie, letters, digits and _ - ., or '' for none", "[A-Za-z0-9_.-]*"),
    CONTENT_TYPE_OR_NONE(
            "type/subtype without parameters, or '' for any",
            "|[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}"),
    PATH("a path", "[^\\p{Cc}]+"),
    PATH_OR_NONE("a path, or '' for none", "[^\\p{Cc}]*"),
    GROUP_OR_USER("a group, or user:NAME for one user", "(?:user:)?[A-Za-z0-9][A-Za-z0-9._@-]*"),
    PASSWORD_HASH(
            "pbkdf2-sha256$iterations$salt$hash, as 'stompbridge hash-password' prints it",
            "pbkdf2-sha256\\$[1-9][0-9]{4,6}\\$[A-Za-z0-9+/]{22,86}={0,2}\\$[A-Za-z0-9+/]{43}=?"),
    DESTINATION_PATTERN(
            "topic://NAME or queue://NAME, with * only as a whole part, > only as the last, without ? , and ://",
            "(?:topic|queue)://(?!.*://)(?:>|%1$s(?:\\.%1$s)*(?:\\.>)?)".formatted("(?:[^\\s\\p{Cc}.,?*>{}]+|\\*)")),
    TOPIC_PATTERN(
            "topic://NAME, with * only as a whole part, > only as the last, without ? , and ://",
            "topic://(?!.*://)(?:>|%1$s(?:\\.%1$s)*(?:\\.>)?)".formatted("(?:[^\\s\\p{Cc}.,?*>{}]+|\\*)")),
    CONFLATION_KEY(
            "destination, header:NAME, or json:PATH with at most 16 names and dots between them",
            "destination|header:[^\\s\\p{Cc}:]+|json:%1$s(?:\\.%1$s){0,15}".formatted("[^\\s\\p{Cc}.]+")),
    ROUTE_NAME("1 to 40 lower-case letters, digits and -", "[a-z0-9-]{1,40}"),
    QUEUE(
            "queue://NAME, in NAME letters, digits, - _ and dots between",
            "queue://%1$s(?:\\.%1$s)*".formatted(Form.LEVEL)),
    TARGET(
            "topic://NAME or queue://NAME, in NAME letters, digits, - _ and dots between, after the first dot also {field}",
            "(?:topic|queue)://%1$s(?:\\.(?:[A-Za-z0-9_-]|\\{[A-Za-z0-9_-]{1,64}})+)*".formatted(Form.LEVEL));

    /** One level of a name that a route may use; the broker keeps ActiveMQ for itself. */
    private static final String LEVEL = "(?!ActiveMQ\\b)[A-Za-z0-9_-]+";

    private final String rule;
    private final Pattern pattern;

    Form(String rule, String pattern) {
        this.rule = rule;
        this.pattern = Pattern.compile(pattern);
    }

    boolean allows(String text) {
        return pattern.matcher(text).matches();
    }

    String rule() {
        return rule;
    }
}
