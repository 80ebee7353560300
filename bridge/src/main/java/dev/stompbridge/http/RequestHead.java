package dev.stompbridge.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A head whose lines are well-formed one by one: here they are checked against each other. */
record RequestHead(String method, String target, HttpVersion version, HttpHeaders headers) {

    /**
     * Reads the version of a request line (RFC 9112 §2.3): 505 for another major version, 400 for anything that is no
     * version at all.
     */
    static HttpVersion version(String text) throws HttpViolation {
        boolean wellFormed = text.length() == 8
                && text.startsWith("HTTP/")
                && HttpSyntax.isDigit(text.charAt(5))
                && text.charAt(6) == '.'
                && HttpSyntax.isDigit(text.charAt(7));
        if (!wellFormed) {
            throw HttpViolation.badRequest("The request line ends with HTTP/ and two digits (RFC 9112 §2.3).");
        }
        if (text.charAt(5) != '1') {
            throw new HttpViolation(HttpStatus.HTTP_VERSION_NOT_SUPPORTED, "HTTP/1.1 is spoken here.");
        }
        return text.charAt(7) == '0' ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
    }

    /** The request, of a head with so many bytes. */
    HttpRequest toRequest(int headBytes) throws HttpViolation {
        RequestTarget parsed = RequestTarget.parse(target);
        checkHost(parsed.absolute());
        checkNoBody();
        return new HttpRequest(method, parsed.path(), parsed.query(), version, headers, headBytes);
    }

    /**
     * RFC 9112 §3.2: exactly one Host in HTTP/1.1. Two things are stricter than the text: an empty Host is refused,
     * because no http URI has one, and an absolute-form must agree with Host instead of replacing it, so that nothing
     * in front of this server can have judged by another host than this server does.
     */
    private void checkHost(RequestTarget.@Nullable Origin absolute) throws HttpViolation {
        List<String> hosts = headers.all("Host");
        if (hosts.size() > 1) {
            throw HttpViolation.badRequest("Host stands only once (RFC 9112 §3.2).");
        }
        if (hosts.isEmpty()) {
            if (version == HttpVersion.HTTP_1_1) {
                throw HttpViolation.badRequest("HTTP/1.1 needs a Host (RFC 9112 §3.2).");
            }
            return;
        }
        Authority host = Authority.parse(hosts.get(0));
        if (host == null) {
            throw HttpViolation.badRequest("Host is malformed (RFC 9110 §7.2).");
        }
        if (absolute != null && !absolute.authority().isSame(host, absolute.scheme())) {
            throw HttpViolation.badRequest("Host differs from the request target (RFC 9112 §3.2).");
        }
    }

    /** RFC 9112 §6: no body is ever read here, so a head that announces one, or is unclear about it, is refused. */
    private void checkNoBody() throws HttpViolation {
        List<String> lengths = headers.all("Content-Length");
        if (!headers.all("Transfer-Encoding").isEmpty()) {
            throw HttpViolation.badRequest("Transfer-Encoding is not accepted: no request body is read here.");
        }
        if (lengths.isEmpty()) {
            return;
        }
        String length = lengths.get(0);
        if (lengths.size() > 1 || length.isEmpty() || !length.chars().allMatch(HttpSyntax::isDigit)) {
            throw HttpViolation.badRequest("Content-Length is one decimal number (RFC 9110 §8.6, RFC 9112 §6.3).");
        }
        if (!length.chars().allMatch(digit -> digit == '0')) {
            throw new HttpViolation(HttpStatus.CONTENT_TOO_LARGE, "No request body is read here.");
        }
    }
}
