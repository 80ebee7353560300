package dev.stompbridge.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sentences that the main sources give to certain calls. {@code …} stands for what is known at run time only. */
final class SourceTexts {
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "stompbridge");
    private static final String UNKNOWN = "…";
    private static final Pattern NOTHING_KNOWN = Pattern.compile(UNKNOWN + "*");
    private static final Pattern TOKEN =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|([A-Za-z_][A-Za-z0-9_.]*(?:\\(\\))?)");
    private static final Pattern CONSTANT =
            Pattern.compile("static final String ([A-Z_]+) =\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern CHOICE =
            Pattern.compile("[^\"]*\\?\\s*(\"(?:[^\"\\\\]|\\\\.)*\")\\s*:\\s*(.*)", Pattern.DOTALL);

    /** A call in the sources: its arguments as they are written there. */
    record Call(String file, List<String> arguments) {
        /** The text of an argument; two if it is a choice, none if nothing of it is known. */
        List<String> texts(int argument, Map<String, String> constants) {
            if (argument >= arguments.size()) {
                return List.of();
            }
            String written = arguments.get(argument);
            Matcher choice = CHOICE.matcher(written);
            List<String> branches = choice.matches() ? List.of(choice.group(1), choice.group(2)) : List.of(written);
            return branches.stream()
                    .map(branch -> text(branch, constants))
                    .filter(text -> !NOTHING_KNOWN.matcher(text).matches())
                    .toList();
        }
    }

    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> constants = new HashMap<>();

    SourceTexts(String... packages) throws IOException {
        for (String each : packages) {
            try (Stream<Path> paths = Files.list(SOURCES.resolve(each))) {
                paths.filter(path -> path.toString().endsWith(".java"))
                        .forEach(path -> files.put(path.getFileName().toString(), read(path)));
            }
        }
        files.values()
                .forEach(source -> CONSTANT.matcher(source)
                        .results()
                        .forEach(result -> constants.put(result.group(1), unescaped(result.group(2)))));
    }

    Map<String, String> constants() {
        return constants;
    }

    /** The sources by their file names. */
    Map<String, String> files() {
        return files;
    }

    /** The calls that are written like this, up to and without the parenthesis. */
    List<Call> calls(String callee) {
        Pattern start = Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(callee) + "\\(");
        List<Call> calls = new ArrayList<>();
        files.forEach((file, source) -> start.matcher(source)
                .results()
                .forEach(result -> calls.add(new Call(file, arguments(source, result.end())))));
        return calls;
    }

    /** Cuts at the commas that stand in no parenthesis and in no literal. */
    private static List<String> arguments(String source, int from) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int start = from;
        for (int at = from; depth >= 0; at++) {
            char c = source.charAt(at);
            if (c == '"' || c == '\'') {
                at = endOfLiteral(source, at);
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
            if (depth < 0 || (c == ',' && depth == 0)) {
                arguments.add(source.substring(start, at).strip());
                start = at + 1;
            }
        }
        return arguments;
    }

    private static int endOfLiteral(String source, int quote) {
        int at = quote + 1;
        while (source.charAt(at) != source.charAt(quote)) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    /** A sum of literals, constants and others. */
    private static String text(String written, Map<String, String> constants) {
        StringBuilder text = new StringBuilder();
        Matcher token = TOKEN.matcher(written);
        while (token.find()) {
            String name = token.group(2);
            text.append(
                    name == null
                            ? unescaped(token.group(1))
                            : constants.getOrDefault(name.substring(name.lastIndexOf('.') + 1), UNKNOWN));
        }
        return text.toString();
    }

    private static String unescaped(String literal) {
        return literal.replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\");
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
