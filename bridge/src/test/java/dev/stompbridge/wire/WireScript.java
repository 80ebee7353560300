package dev.stompbridge.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stompbridge.stomp.CaretNotation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A golden conversation between browsers and the bridge, one line of the wire per line of the file:
 *
 * <pre>
 * # a remark, such as the clause
 * C+ v12.stomp,v11.stomp   the client offers these subprotocols; without this line none
 * S+ v12.stomp             the server chooses this one
 * C> SEND                  the client sends; lines follow each other with LF between them, none behind the last
 * C|                       what follows goes into another WebSocket message
 * S&lt; RECEIPT               the server sends, a frame up to the line that ends in ^@; ... is any text within a line
 * S! 4000                  the server closes with this code, at once, and nothing follows
 * </pre>
 *
 * <p>A digit makes it another client: {@code C2>} and {@code S2<}. Octets are in {@link CaretNotation}: {@code ^@} is
 * NUL, {@code ^M} CR. A message that is not UTF-8 is a binary one.
 */
record WireScript(String name, List<Step> steps) {
    private static final Pattern LINE = Pattern.compile("([CS]\\d?[+>|<!])(?: (.*))?");
    private static final String ANY = "...";
    private static final String END_OF_FRAME = "^@";

    /** What happens in a step. */
    enum Kind {
        OFFER,
        CHOOSE,
        SEND,
        EXPECT,
        CLOSE
    }

    /** One message, frame or event; {@code client} is a digit or empty, {@code line} that of the file where it ends. */
    record Step(Kind kind, String client, String text, int line) {
        byte[] bytes() {
            return CaretNotation.bytes(text);
        }

        /** A frame that is expected, with something in place of what may be any text. */
        byte[] sample() {
            return CaretNotation.bytes(text.replace(ANY, "any"));
        }

        /** The bytes that are expected, each as a character of ISO 8859-1. */
        Pattern pattern() {
            return Pattern.compile(Arrays.stream(text.split(Pattern.quote(ANY), -1))
                    .map(part -> Pattern.quote(new String(CaretNotation.bytes(part), ISO_8859_1)))
                    .collect(Collectors.joining("[^\n]*")));
        }
    }

    static List<WireScript> all() throws IOException {
        Path folder = Path.of(URI.create(String.valueOf(WireScript.class.getResource("/wire"))));
        List<WireScript> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                scripts.add(new WireScript(name, new Reader(name).read(Files.readAllLines(file))));
            }
        }
        return scripts;
    }

    /** The clients in the order in which they appear. */
    List<String> clients() {
        return steps.stream().map(Step::client).distinct().toList();
    }

    /** What one client does and sees. */
    List<Step> of(String client) {
        return steps.stream().filter(step -> step.client().equals(client)).toList();
    }

    @Override
    public String toString() {
        return name;
    }

    /** Joins lines into steps. */
    private static final class Reader {
        private final String file;
        private final List<Step> steps = new ArrayList<>();
        private final List<String> open = new ArrayList<>();
        private String mark = "";
        private int number;

        private Reader(String file) {
            this.file = file;
        }

        private List<Step> read(List<String> lines) {
            for (String line : lines) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    Matcher matcher = LINE.matcher(line);
                    if (!matcher.matches()) {
                        throw new IllegalArgumentException(file + ":" + (number + 1) + " is no line of a wire script");
                    }
                    add(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
                }
                number++;
            }
            flush();
            return List.copyOf(steps);
        }

        private void add(String next, String text) {
            if (!next.equals(mark)) {
                flush();
            }
            mark = next;
            open.add(text);
            if (!next.endsWith(">") && (!next.endsWith("<") || isComplete(text))) {
                flush();
            }
        }

        /** A frame ends in NUL; a heart-beat is nothing but a line end. */
        private boolean isComplete(String text) {
            return text.endsWith(END_OF_FRAME) || text.equals("^J");
        }

        private void flush() {
            if (!open.isEmpty() && !mark.endsWith("|")) {
                steps.add(new Step(kind(), mark.substring(1, mark.length() - 1), String.join("^J", open), number));
            }
            open.clear();
        }

        private Kind kind() {
            return switch (mark.charAt(mark.length() - 1)) {
                case '+' -> mark.startsWith("C") ? Kind.OFFER : Kind.CHOOSE;
                case '>' -> Kind.SEND;
                case '<' -> Kind.EXPECT;
                default -> Kind.CLOSE;
            };
        }
    }
}
