package dev.stompbridge.broker;

import dev.stompbridge.stomp.StompHeaders;
import org.jspecify.annotations.Nullable;

/** Headers whose values have a type and a bound; one that breaks them is refused by name. */
record TypedHeaders(StompHeaders headers) {
    /** Digits of the longest number that is read. */
    private static final int MAX_DIGITS = 18;

    boolean has(String name) {
        return headers.get(name) != null;
    }

    /** False if it is absent. */
    boolean flag(String name) throws BrokerException {
        String value = headers.get(name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw bad(name + " is true or false");
    }

    /** A whole number from min to max; {@code absent} if there is none. */
    long number(String name, long absent, long min, long max) throws BrokerException {
        String value = headers.get(name);
        if (value == null) {
            return absent;
        }
        boolean negative = min < 0 && value.startsWith("-");
        String digits = negative ? value.substring(1) : value;
        boolean plain = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = plain ? Long.parseLong(value) : Long.MIN_VALUE;
        if (number < min || number > max) {
            throw bad(name + " is a number from " + min + " to " + max);
        }
        return number;
    }

    /** Null if it is absent. */
    @Nullable
    String text(String name, int maxLength) throws BrokerException {
        String value = headers.get(name);
        if (value != null && value.length() > maxLength) {
            throw bad(name + " has at most " + maxLength + " characters");
        }
        return value;
    }

    static BrokerException bad(String rule) {
        return new BrokerException(BrokerException.Kind.BAD_HEADER, rule);
    }
}
