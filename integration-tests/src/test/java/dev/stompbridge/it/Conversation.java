package dev.stompbridge.it;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of one connection in both directions, which begins with HTTP/1.1: requests without bodies, one after the other, and
 * their answers.
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares conversations.
record Conversation(byte[] there, byte[] back) {
    private static final String EMPTY_LINE = "\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: ([0-9]+)\r\n");

    /**
     * A request and its answer.
     *
     * @param requestBytes of the head, for the last one with whatever followed it
     * @param body of the answer in ISO-8859-1; if the answer has no length, everything up to the end of the connection
     */
    record Exchange(String path, int requestBytes, int headBytes, String body) {
        int bytes() {
            return requestBytes + headBytes + body.length();
        }
    }

    List<Exchange> exchanges() {
        String requests = new String(there, StandardCharsets.ISO_8859_1);
        String answers = new String(back, StandardCharsets.ISO_8859_1);
        List<Exchange> exchanges = new ArrayList<>();
        while (!requests.isEmpty() && answers.contains(EMPTY_LINE)) {
            int headEnd = answers.indexOf(EMPTY_LINE) + EMPTY_LINE.length();
            int bodyEnd = headEnd + bodyLength(answers.substring(0, headEnd), answers.length() - headEnd);
            String path = requests.split(" ", 3)[1];
            int requestEnd = requests.indexOf(EMPTY_LINE) + EMPTY_LINE.length();
            if (bodyEnd == answers.length()) {
                requestEnd = requests.length();
            }
            exchanges.add(new Exchange(path, requestEnd, headEnd, answers.substring(headEnd, bodyEnd)));
            requests = requests.substring(requestEnd);
            answers = answers.substring(bodyEnd);
        }
        return exchanges;
    }

    private static int bodyLength(String head, int rest) {
        if (head.startsWith("HTTP/1.1 204 ") || head.startsWith("HTTP/1.1 304 ")) {
            return 0;
        }
        Matcher length = LENGTH.matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : rest;
    }
}
