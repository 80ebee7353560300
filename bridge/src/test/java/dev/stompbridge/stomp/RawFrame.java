package dev.stompbridge.stomp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A frame of a stream as it was sent, cut at its line feeds and nowhere else, so that a test can look at it and change
 * it without any decoder. A character stands for each octet.
 *
 * @param before all earlier frames
 * @param lineEnds in front of the command
 * @param lines the command line and the header lines that have a line feed, without it
 * @param complete whether the blank line is there
 * @param rest what follows the line feed of the last line, or the blank line and all that follows
 */
record RawFrame(String before, String lineEnds, List<String> lines, boolean complete, String rest) {
    RawFrame {
        lines = List.copyOf(lines);
    }

    static RawFrame at(String stream, int offset) {
        int start = offset;
        while (start < stream.length() && isLineEnd(stream.charAt(start))) {
            start++;
        }
        List<String> lines = new ArrayList<>();
        boolean complete = false;
        int from = start;
        int feed = stream.indexOf('\n', from);
        while (feed >= 0 && !complete) {
            String line = stream.substring(from, feed);
            complete = line.replace("\r", "").isEmpty();
            if (!complete) {
                lines.add(line);
                from = feed + 1;
                feed = stream.indexOf('\n', from);
            }
        }
        return new RawFrame(
                stream.substring(0, offset), stream.substring(offset, start), lines, complete, stream.substring(from));
    }

    private static boolean isLineEnd(char c) {
        return c == '\r' || c == '\n';
    }

    /** Without the carriage return that belongs to the line end. */
    String command() {
        return lines.isEmpty() ? "" : content(lines.get(0));
    }

    /** Without the carriage returns that belong to the line ends. */
    List<String> headers() {
        return lines.stream().skip(1).map(RawFrame::content).toList();
    }

    private static String content(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** Where the body begins. */
    int bodyOffset() {
        return stream().length() - rest.length() + rest.indexOf('\n') + 1;
    }

    String stream() {
        StringBuilder stream = new StringBuilder(before).append(lineEnds);
        lines.forEach(line -> stream.append(line).append('\n'));
        return stream.append(rest).toString();
    }

    RawFrame withLineEnds(String changed) {
        return new RawFrame(before, changed, lines, complete, rest);
    }

    RawFrame withRest(String changed) {
        return new RawFrame(before, lineEnds, lines, complete, changed);
    }

    RawFrame withCommand(String changed) {
        List<String> all = new ArrayList<>(lines);
        all.set(0, changed);
        return new RawFrame(before, lineEnds, all, complete, rest);
    }

    /** Each header line changed, up to its line end; without those that become empty. */
    RawFrame withHeaders(UnaryOperator<String> change) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String content = i == 0 ? content(line) : change.apply(content(line));
            if (i == 0 || !content.isEmpty()) {
                all.add(content + line.substring(content(line).length()));
            }
        }
        return new RawFrame(before, lineEnds, all, complete, rest);
    }

    /** Each line changed, the command's too. */
    RawFrame withLines(UnaryOperator<String> change) {
        return new RawFrame(before, lineEnds, lines.stream().map(change).toList(), complete, rest);
    }
}
