package dev.stompbridge.security;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a comma-separated header, the last of the last line first: what the nearest proxy appended comes out
 * whole, whatever a client had written to the left of it, even an open quote. At most {@link #MAX_ELEMENTS} are looked
 * at.
 */
final class ElementsFromRight {

    /** No chain of proxies is that long. */
    static final int MAX_ELEMENTS = 32;

    private final List<String> lines;
    private final boolean quotes;

    /** The line that is being read, then those before it. */
    private int line;

    /** What lies behind this in the line has been read; -1: the whole line. */
    private int end;

    private int looked;

    /** With {@code quotes}, a comma inside a quoted string (RFC 9110 §5.6.4) separates nothing. */
    ElementsFromRight(List<String> lines, boolean quotes) {
        this.lines = lines;
        this.quotes = quotes;
        this.line = lines.size();
        this.end = -1;
    }

    /** The next element to the left without the blanks around it, perhaps empty; null when there is none. */
    @Nullable
    String next() {
        if (looked == MAX_ELEMENTS) {
            return null;
        }
        if (end < 0) {
            if (line == 0) {
                return null;
            }
            line--;
            end = lines.get(line).length();
        }
        looked++;
        String text = lines.get(line);
        int comma = commaBefore(text, end);
        String element = text.substring(comma + 1, end);
        end = comma;
        return trim(element);
    }

    /** -1 when no comma is left of it. */
    private int commaBefore(String text, int start) {
        int i = start - 1;
        while (i >= 0 && text.charAt(i) != ',') {
            boolean quoted = quotes && text.charAt(i) == '"';
            i = quoted ? openingQuote(text, i) - 1 : i - 1;
        }
        return Math.max(i, -1);
    }

    /**
     * Where the quoted string begins that ends here: a quote inside stands behind an odd number of backslashes. -1 if it
     * begins nowhere.
     */
    private static int openingQuote(String text, int closing) {
        int i = closing - 1;
        while (i >= 0) {
            if (text.charAt(i) == '"' && backslashesBefore(text, i) % 2 == 0) {
                return i;
            }
            i--;
        }
        return i;
    }

    private static int backslashesBefore(String text, int at) {
        int i = at;
        while (i > 0 && text.charAt(i - 1) == '\\') {
            i--;
        }
        return at - i;
    }

    /** Without SP and HTAB on both sides (RFC 9110 §5.6.3). */
    private static String trim(String text) {
        int start = 0;
        int stop = text.length();
        while (start < stop && isBlank(text.charAt(start))) {
            start++;
        }
        while (stop > start && isBlank(text.charAt(stop - 1))) {
            stop--;
        }
        return text.substring(start, stop);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
