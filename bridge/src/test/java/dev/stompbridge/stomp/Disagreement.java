package dev.stompbridge.stomp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Netty's decoder and ours read differently, and why. Each can be taken out of a frame: a stream is explained when
 * both read the same as soon as all of these are out of it.
 */
enum Disagreement {
    SERVER_COMMAND(
            "takes CONNECTED, MESSAGE, RECEIPT and ERROR from a client",
            "1.2 \"Augmented BNF\": a client sends client commands") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return SERVER_COMMANDS.contains(frame.command()) ? frame.withCommand("SEND") : frame;
        }
    },
    UNKNOWN_AS_A_COMMAND(
            "takes the word UNKNOWN for a command", "1.2 \"Augmented BNF\": no version has such a command") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return frame.command().equals("UNKNOWN") ? frame.withCommand("SEND") : frame;
        }
    },
    NUL_IN_THE_HEAD(
            "takes a NUL in the head for a character, and the next frame for the rest of this one",
            "1.2 \"STOMP Frames\": a blank line ends the headers, a NUL the frame. The grammar lets a NUL through by the "
                    + "letter; we refuse it") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            RawFrame changed = frame.withLines(line -> line.replace('\0', 'x'));
            return frame.complete() ? changed : changed.withRest(frame.rest().replace('\0', 'x'));
        }
    },
    LONE_CARRIAGE_RETURN(
            "drops every CR in and between the lines",
            "1.2 \"Augmented BNF\": EOL is [CR] LF, and no header has a raw CR; in 1.0 and 1.1 it belongs to the value") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            RawFrame changed = frame.withLines(
                            line -> LONE_CR_IN_A_LINE.matcher(line).replaceAll(""))
                    .withLineEnds(LONE_CR.matcher(frame.lineEnds()).replaceAll(""));
            if (!frame.complete()) {
                return changed.withRest(LONE_CR_IN_A_LINE.matcher(frame.rest()).replaceAll(""));
            }
            return changed.withRest(
                    EXTRA_CR_OF_THE_BLANK_LINE.matcher(frame.rest()).replaceFirst("\r"));
        }
    },
    MALFORMED_UTF_8(
            "makes characters of octets that are not UTF-8",
            "1.2 \"Value Encoding\": commands and headers are encoded in UTF-8") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return frame.withLines(
                    line -> isUtf8(line) ? line : NOT_ASCII.matcher(line).replaceAll("?"));
        }
    },
    CHARACTER_OF_FOUR_OCTETS(
            "makes another character of one that has four octets in UTF-8, and swallows what follows it",
            "1.2 \"Value Encoding\": commands and headers are encoded in UTF-8") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return frame.withLines(line -> FOUR_OCTETS.matcher(line).replaceAll("?"));
        }
    },
    HEADER_WITHOUT_A_COLON(
            "passes over a header line without a colon",
            "1.2 \"Augmented BNF\": header is header-name \":\" header-value") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return frame.withHeaders(line -> line.indexOf(':') < 0 ? "" : line);
        }
    },
    HEADER_WITHOUT_A_NAME(
            "passes over a header line that begins with a colon",
            "1.2 \"Augmented BNF\": header-name has at least one octet") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return frame.withHeaders(line -> line.startsWith(":") ? "" : line);
        }
    },
    RAW_COLON_IN_A_VALUE(
            "passes over a header with a raw colon in its value, such as a URL",
            "1.0 allows it; CONNECT has no other way, since \"Value Encoding\" leaves it out; elsewhere 1.1 and 1.2 would "
                    + "escape it, and we accept it as brokers do") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return frame.withHeaders(line -> {
                int value = line.indexOf(':') + 1;
                return line.substring(0, value) + line.substring(value).replace(':', ';');
            });
        }
    },
    ESCAPES_OF_THE_STOMP_FRAME(
            "unescapes the headers of STOMP, though not of CONNECT",
            "1.2 \"CONNECT or STOMP Frame\": both are handled alike; \"Value Encoding\": CONNECT has no escapes") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return frame.command().equals("STOMP") ? frame.withHeaders(line -> line.replace('\\', '/')) : frame;
        }
    },
    ESCAPES_IN_1_0(
            "unescapes headers of 1.0, and refuses what is no escape in 1.2",
            "1.0 has no escapes: a backslash is a backslash") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return version == StompVersion.V1_0 && !frame.command().equals("CONNECT")
                    ? frame.withHeaders(line -> line.replace('\\', '/'))
                    : frame;
        }
    },
    ESCAPED_CARRIAGE_RETURN_IN_1_1(
            "unescapes \\r in 1.1", "1.1 \"Value Encoding\": \\n, \\c and \\\\ are all escapes there are") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return version == StompVersion.V1_1 && hasEscapes(frame)
                    ? frame.withHeaders(line -> ESCAPE.matcher(line)
                            .replaceAll(match -> match.group().equals("\\r") ? "_r" : "$0"))
                    : frame;
        }
    },
    BACKSLASH_AT_THE_END(
            "drops a backslash at the end of a value, and lets one at the end of a name escape what follows the colon",
            "1.2 \"Value Encoding\": an escape has two octets; undefined ones are a fatal protocol error") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return hasEscapes(frame)
                    ? frame.withHeaders(line -> DANGLING.matcher(line).replaceAll("$1"))
                    : frame;
        }
    },
    PADDING_IN_1_0(
            "keeps spaces around values in 1.0, and reads a padded content-length as 0",
            "1.0 shows padded values in its examples; only 1.1 and 1.2 say that they MUST never be trimmed") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return version == StompVersion.V1_0
                    ? frame.withHeaders(line -> PADDING.matcher(line).replaceAll(":$1"))
                    : frame;
        }
    },
    CONTENT_LENGTH_THAT_IS_NO_NUMBER(
            "reads a content-length that it cannot parse as 0, and accepts a sign",
            "1.2 \"Header content-length\": it is an octet count") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return frame.withHeaders(line ->
                    line.startsWith(LENGTH) && !DECIMAL_LENGTH.matcher(line).matches() ? LENGTH + '0' : line);
        }
    },
    BODY_BEYOND_THE_LIMIT(
            "waits for a body of any announced length, and fails at one beyond 2 GiB",
            "1.2 \"Size Limits\": servers MAY limit the size of a body; we refuse it before its first octet") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return frame.withHeaders(line -> GIGANTIC_LENGTH.matcher(line).matches() ? LENGTH + '0' : line);
        }
    },
    BODY_OF_ANOTHER_COMMAND(
            "takes a body from every command",
            "1.2 \"Body\": only SEND, MESSAGE and ERROR may have a body (1.1 the same; 1.0 has it ignored)") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            if (!frame.complete()
                    || version == StompVersion.V1_0
                    || frame.command().equals("SEND")) {
                return frame;
            }
            return withoutBody(frame);
        }
    },
    LINE_WITHOUT_AN_END(
            "refuses an undefined escape at once",
            "1.2 \"Value Encoding\": both refuse it; we do when the line has come to its end") {
        @Override
        RawFrame without(RawFrame frame, StompVersion version) {
            return frame.complete() ? frame : frame.withRest("");
        }
    };

    private static final String LENGTH = "content-length:";
    private static final Set<String> SERVER_COMMANDS = Set.of("CONNECTED", "MESSAGE", "RECEIPT", "ERROR");
    private static final Pattern LONE_CR = Pattern.compile("\r(?!\n)");
    private static final Pattern LONE_CR_IN_A_LINE = Pattern.compile("\r(?!\\z)");
    private static final Pattern EXTRA_CR_OF_THE_BLANK_LINE = Pattern.compile("^\r{2,}(?=\n)");
    private static final Pattern NOT_ASCII = Pattern.compile("[\\x80-\\xff]");
    private static final Pattern FOUR_OCTETS = Pattern.compile("[\\xf0-\\xf4][\\x80-\\xbf]{3}");
    private static final Pattern ESCAPE = Pattern.compile("(?s)\\\\.");
    private static final Pattern DANGLING = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\(?=:|\\z)");
    private static final Pattern PADDING = Pattern.compile("(?s)(?<=^[^:]{1,99}):[ \t]*(.*?)[ \t]*\\z");
    private static final Pattern DECIMAL_LENGTH = Pattern.compile(LENGTH + "[0-9]+");
    private static final Pattern GIGANTIC_LENGTH = Pattern.compile(LENGTH + "0*[1-9][0-9]{6,}");

    private final String netty;
    private final String clause;

    Disagreement(String netty, String clause) {
        this.netty = netty;
        this.clause = clause;
    }

    /** A row of the table in the documentation. */
    String row() {
        return "| " + netty + " | " + clause + " |";
    }

    /** The frame without what is read differently; an equal frame if it has nothing of that kind. */
    abstract RawFrame without(RawFrame frame, StompVersion version);

    private static boolean hasEscapes(RawFrame frame) {
        return !List.of("CONNECT", "STOMP", "CONNECTED").contains(frame.command());
    }

    private static boolean isUtf8(String octets) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /** Cuts the body out and the header that announces it. */
    private static RawFrame withoutBody(RawFrame frame) {
        String head = frame.rest().substring(0, frame.rest().indexOf('\n') + 1);
        String body = frame.rest().substring(head.length());
        String announced = frame.headers().stream()
                .filter(line -> DECIMAL_LENGTH.matcher(line).matches())
                .findFirst()
                .map(line -> line.substring(LENGTH.length()))
                .orElse("");
        int nul = body.indexOf('\0');
        int length = announced.isEmpty() ? nul : Integer.parseInt(announced);
        int end = length < 0 ? body.length() : Math.min(length, body.length());
        return frame.withHeaders(line -> line.startsWith(LENGTH) ? "" : line).withRest(head + body.substring(end));
    }
}
