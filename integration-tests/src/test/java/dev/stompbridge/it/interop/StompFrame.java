package dev.stompbridge.it.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A frame of a server as it came, nothing unescaped; a header line stands as it is. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record StompFrame(String command, List<String> lines, byte[] body) {
    /** Of the head, which ends before the blank line. */
    static StompFrame of(String head, byte[] body) {
        List<String> lines = Arrays.asList(head.split("\n", -1));
        return new StompFrame(lines.get(0), lines.subList(1, lines.size()), body);
    }

    boolean is(String wanted) {
        return command.equals(wanted);
    }

    /** The value of the first header of this name (STOMP 1.2 "Repeated Header Entries"), both as on the wire. */
    Optional<String> header(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst();
    }

    String text() {
        return new String(body, UTF_8);
    }

    /** Fails a scenario if this header is not there, or has another value. */
    StompFrame mustHave(String name, String value) {
        String found = header(name).orElseThrow(() -> Finding.deviates("%s without `%s`".formatted(command, name)));
        if (!found.equals(value)) {
            throw Finding.deviates("`%s:%s`, not `%s`".formatted(name, found, value));
        }
        return this;
    }

    /** The value of a header that must be there. */
    String need(String name) {
        return header(name).orElseThrow(() -> Finding.deviates("%s without `%s`".formatted(command, name)));
    }
}
