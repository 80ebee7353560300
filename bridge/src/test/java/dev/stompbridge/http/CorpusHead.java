package dev.stompbridge.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One file of {@code corpus/http/heads}. The first line is the expected status, a space, and the clause or the reason;
 * 200 stands for accepted, 0 for a head that is not complete. All further lines are the bytes, in ASCII: line ends of
 * the file count for nothing, and {@code \r \n \t \0 \\ \xHH} stand for what they do in C; {@code \{COUNT*TEXT}}
 * repeats a text.
 */
record CorpusHead(String name, int status, String clause, String latin1) {

    static List<CorpusHead> all() throws IOException {
        try (Stream<Path> files = Files.list(folder().resolve("heads"))) {
            return files.sorted().map(CorpusHead::read).toList();
        }
    }

    static Path folder() {
        try {
            URL folder = Objects.requireNonNull(CorpusHead.class.getResource("/corpus/http"));
            return Path.of(folder.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    byte[] bytes() {
        return HeadSplits.latin1(latin1);
    }

    private static CorpusHead read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            String first = lines.get(0);
            int space = first.indexOf(' ');
            String bytes = String.join("", lines.subList(1, lines.size()));
            return new CorpusHead(
                    file.getFileName().toString(),
                    Integer.parseInt(first.substring(0, space)),
                    first.substring(space + 1),
                    new String(unescape(bytes), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    private static byte[] unescape(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '\\') {
                bytes.write(c);
                continue;
            }
            char escape = text.charAt(i++);
            if (escape == 'x') {
                bytes.write(Integer.parseInt(text.substring(i, i + 2), 16));
                i += 2;
            } else if (escape == '{') {
                int star = text.indexOf('*', i);
                int end = text.indexOf('}', star);
                bytes.writeBytes(unescape(text.substring(star + 1, end).repeat(count(text.substring(i, star)))));
                i = end + 1;
            } else {
                bytes.write(control(escape));
            }
        }
        return bytes.toByteArray();
    }

    private static int count(String digits) {
        return Integer.parseInt(digits);
    }

    private static int control(char escape) {
        return switch (escape) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case '0' -> 0;
            case '\\' -> '\\';
            default -> throw new IllegalStateException("Unknown escape \\" + escape);
        };
    }

    @Override
    public String toString() {
        return status + " " + name + ": " + clause;
    }
}
