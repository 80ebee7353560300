package dev.stompbridge.demo.feed;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8 text, however long, in a fixed amount of memory. */
final class BoundedLines implements Closeable {

    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final BufferedReader in;
    private final int maxChars;
    private final StringBuilder line = new StringBuilder();
    private long number;

    BoundedLines(InputStream in, int maxChars) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.maxChars = maxChars;
    }

    /**
     * The next line without its end, or null at the end of the text.
     *
     * @throws BadLineException when the line is too long; the line after it can still be read
     */
    @Nullable
    String next() throws IOException, BadLineException {
        line.setLength(0);
        number++;
        boolean tooLong = false;
        int c = in.read();
        if (c == END) {
            return null;
        }
        for (; c != END && c != '\n'; c = in.read()) {
            tooLong |= line.length() == maxChars;
            if (!tooLong) {
                line.append((char) c);
            }
        }
        if (tooLong) {
            throw new BadLineException("a line has at most " + maxChars + " characters");
        }
        return trimmed();
    }

    /** The number of the line last read, from 1. */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private String trimmed() {
        int start = number == 1 && line.indexOf(String.valueOf(BYTE_ORDER_MARK)) == 0 ? 1 : 0;
        int end = line.length();
        return line.substring(start, end > start && line.charAt(end - 1) == '\r' ? end - 1 : end);
    }
}
