package dev.stompbridge.http;

import java.util.List;
import java.util.Set;

/**
 * A request that is answered with an error status. After one that came from {@link HttpRequestDecoder} nothing more may
 * be read from the connection: where the next request begins is not known.
 *
 * <p>The rule is a fixed sentence without anything of the request in it. There is no stack trace, so that a flood of
 * bad requests costs little.
 */
public final class HttpViolation extends Exception {

    private static final long serialVersionUID = 1L;

    /** RFC 9110 §9.3 and RFC 5789; whatever else is unknown here and answered with 501. */
    private static final Set<String> KNOWN_METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private final int status;
    private final String rule;
    private final transient List<HttpHeader> headers;

    /** A violation that needs no header of its own in the answer. */
    public HttpViolation(int status, String rule) {
        this(status, rule, List.of());
    }

    /** The headers go into the answer, such as Allow with 405. */
    public HttpViolation(int status, String rule, List<HttpHeader> headers) {
        super(status + " " + rule, null, false, false);
        this.status = status;
        this.rule = rule;
        this.headers = List.copyOf(headers);
    }

    /** A plain 400. */
    static HttpViolation badRequest(String rule) {
        return new HttpViolation(HttpStatus.BAD_REQUEST, rule);
    }

    /**
     * The answer to a method that the resource does not have: 405 with Allow for a known method, 501 for any other
     * (RFC 9110 §9.1, §15.5.6, §15.6.2).
     *
     * @param allow the value of Allow, such as {@code "GET, HEAD"}
     */
    public static HttpViolation methodNotAllowed(String method, String allow) {
        if (!KNOWN_METHODS.contains(method)) {
            return new HttpViolation(HttpStatus.NOT_IMPLEMENTED, "The method is not implemented.");
        }
        return new HttpViolation(
                HttpStatus.METHOD_NOT_ALLOWED,
                "The method is not allowed here.",
                List.of(new HttpHeader("Allow", allow)));
    }

    /** The status code of the answer. */
    public int status() {
        return status;
    }

    /** One sentence that names the rule, and the clause where there is one. */
    public String rule() {
        return rule;
    }

    /** Headers that the answer must carry. */
    public List<HttpHeader> headers() {
        return headers;
    }

    /** The answer, with the rule as its text. */
    public HttpResponse response() {
        return HttpResponse.text(status, rule + "\n").with(headers);
    }
}
