package dev.stompbridge.http;

import org.jspecify.annotations.Nullable;

/**
 * The request target taken apart (RFC 9112 §3.2). Origin-form and absolute-form are served; authority-form and
 * asterisk-form belong to CONNECT and OPTIONS, which nothing here answers.
 *
 * @param path begins with a slash
 * @param absolute where an absolute-form pointed to, null for origin-form
 */
record RequestTarget(
        String path, @Nullable String query, @Nullable Origin absolute) {

    /** Scheme, in lower case, and authority of an absolute-form. */
    record Origin(String scheme, Authority authority) {}

    static RequestTarget parse(String target) throws HttpViolation {
        if (target.startsWith("/")) {
            return pathAndQuery(target, null);
        }
        for (String scheme : new String[] {"http", "https"}) {
            String prefix = scheme + "://";
            if (target.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return absoluteForm(scheme, target.substring(prefix.length()));
            }
        }
        throw HttpViolation.badRequest("The request target is a path or an http URI (RFC 9112 §3.2).");
    }

    private static RequestTarget absoluteForm(String scheme, String afterScheme) throws HttpViolation {
        int end = 0;
        while (end < afterScheme.length() && "/?#".indexOf(afterScheme.charAt(end)) < 0) {
            end++;
        }
        Authority authority = Authority.parse(afterScheme.substring(0, end));
        if (authority == null) {
            throw HttpViolation.badRequest("The authority of the request target is malformed (RFC 9112 §3.2.2).");
        }
        String rest = afterScheme.substring(end);
        return pathAndQuery(rest.startsWith("/") ? rest : "/" + rest, new Origin(scheme, authority));
    }

    private static RequestTarget pathAndQuery(String text, @Nullable Origin absolute) throws HttpViolation {
        int mark = text.indexOf('?');
        String path = mark < 0 ? text : text.substring(0, mark);
        String query = mark < 0 ? null : text.substring(mark + 1);
        if (!path.chars().allMatch(HttpSyntax::isPathCharacter)) {
            throw HttpViolation.badRequest("The path holds a character that must be encoded (RFC 3986 §3.3).");
        }
        if (query != null && !query.chars().allMatch(HttpSyntax::isQueryCharacter)) {
            throw HttpViolation.badRequest("The query holds a character that must be encoded (RFC 3986 §3.4).");
        }
        if (!HttpSyntax.hasWholePercentEncodings(text)) {
            throw HttpViolation.badRequest("A percent sign is followed by two hexadecimal digits (RFC 3986 §2.1).");
        }
        return new RequestTarget(path, query, absolute);
    }
}
