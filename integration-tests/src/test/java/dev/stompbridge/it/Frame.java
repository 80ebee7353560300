package dev.stompbridge.it;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A STOMP 1.2 frame as text, read and written without the code under test. */
record Frame(String command, Map<String, String> headers, String body) {
    private static final Pattern ESCAPE = Pattern.compile("\\\\([rnc\\\\])");

    /** Without the NUL at its end. */
    static Frame parse(String text) {
        int blank = text.indexOf("\n\n");
        String[] head = text.substring(0, blank).split("\n", -1);
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            headers.putIfAbsent(unescape(head[i].substring(0, colon)), unescape(head[i].substring(colon + 1)));
        }
        return new Frame(head[0], Map.copyOf(headers), text.substring(blank + 2));
    }

    /** STOMP 1.2 "Value Encoding". */
    private static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> switch (escape.group(1)) {
            case "r" -> "\r";
            case "n" -> "\n";
            case "c" -> ":";
            default -> "\\\\";
        });
    }

    /** With the NUL at its end; the headers are written as they are. */
    static String write(String command, String headers, String body) {
        return command + "\n" + (headers.isEmpty() ? "" : headers + "\n") + "\n" + body + "\0";
    }

    String header(String name) {
        return Optional.ofNullable(headers.get(name)).orElse("");
    }
}
