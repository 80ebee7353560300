package dev.stompbridge.fanout;

import dev.stompbridge.stomp.StompViolation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How often a subscription wants to hear of one key at most: the header {@code x-max-rate}.
 *
 * @param intervalNanos from one message to the next; 0: no bound
 */
public record MaxRate(long intervalNanos) {
    /** A browser draws 60 frames a second; more than this is no pace any more. */
    static final int MAX_PER_SECOND = 1_000;

    /** No bound. */
    public static final MaxRate NONE = new MaxRate(0);

    private static final String RULE = "x-max-rate is a number per second such as 4/s, from 0.001/s to 1000/s, or none";

    /** A number with up to three decimals: its smallest is one message in 1000 seconds. */
    private static final Pattern PER_SECOND = Pattern.compile("([0-9]{1,4})(?:\\.([0-9]{1,3}))?/s");

    private static final int DECIMALS = 3;
    private static final int THOUSAND = 1_000;
    private static final long NANOS_OF_1000_SECONDS = 1_000_000_000_000L;

    /** Reads the value of the header. */
    public static MaxRate parse(String text) throws StompViolation {
        if (text.equals("none")) {
            return NONE;
        }
        Matcher rate = PER_SECOND.matcher(text);
        if (!rate.matches()) {
            throw new StompViolation(RULE);
        }
        int per1000Seconds = Integer.parseInt(rate.group(1)) * THOUSAND + thousandths(rate.group(2));
        if (per1000Seconds == 0 || per1000Seconds > MAX_PER_SECOND * THOUSAND) {
            throw new StompViolation(RULE);
        }
        // Rounded up, or the bound would be exceeded.
        return new MaxRate((NANOS_OF_1000_SECONDS + per1000Seconds - 1) / per1000Seconds);
    }

    private static int thousandths(@Nullable String decimals) {
        return decimals == null ? 0 : Integer.parseInt((decimals + "00").substring(0, DECIMALS));
    }
}
