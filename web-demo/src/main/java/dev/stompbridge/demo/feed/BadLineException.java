package dev.stompbridge.demo.feed;

/** A line of a CSV file that is no price. The message is the rule it breaks, never what it holds. */
final class BadLineException extends Exception {

    private static final long serialVersionUID = 1;

    BadLineException(String rule) {
        super(rule);
    }
}
