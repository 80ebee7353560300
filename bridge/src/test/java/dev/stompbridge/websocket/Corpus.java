package dev.stompbridge.websocket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files in {@code corpus/websocket}: hex with comments, a line {@code --}, and what must come of it, one event per
 * line in the words of {@link Recorder}. {@code !server} before the hex: a server sent it; {@code !limits 10 20}: the
 * limits of frame and message.
 */
final class Corpus {

    private static final Path FOLDER = Path.of("src/test/resources/corpus/websocket");

    private Corpus() {}

    /** One file. */
    record Case(String name, Replay replay, String hex, List<String> outcome) {

        byte[] bytes() {
            return HexText.hex(hex);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Corpus::read).toList();
        }
    }

    private static Case read(Path file) {
        List<String> lines = lines(file);
        int border = lines.indexOf("--");
        if (border < 0) {
            throw new IllegalArgumentException("no line -- in " + file);
        }
        List<String> hex = lines.subList(0, border);
        WebSocketLimits limits = hex.stream()
                .filter(line -> line.startsWith("!limits "))
                .map(Corpus::limits)
                .findFirst()
                .orElse(Replay.LIMITS);
        Replay replay = hex.contains("!server") ? Replay.fromServer(limits) : Replay.fromClient(limits);
        String bytes = String.join(
                "\n", hex.stream().filter(line -> !line.startsWith("!")).toList());
        return new Case(file.getFileName().toString(), replay, bytes, lines.subList(border + 1, lines.size()));
    }

    private static WebSocketLimits limits(String line) {
        String[] words = line.split(" ", -1);
        return new WebSocketLimits(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }
}
