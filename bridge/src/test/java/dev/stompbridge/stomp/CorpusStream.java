package dev.stompbridge.stomp;

import dev.stompbridge.stomp.StompCommand.Sender;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One file of the corpus: remarks ({@code #}), one line per frame or violation that is expected, a line {@code ---},
 * and the stream in caret notation. A line end of the file is an LF, but for the last one, which is none.
 */
record CorpusStream(String name, Sender sender, List<String> expected, String sent) {
    private static final String SEPARATOR = "---\n";

    static List<CorpusStream> all() throws IOException {
        List<CorpusStream> streams = new ArrayList<>();
        streams.addAll(in("from-client", Sender.CLIENT));
        streams.addAll(in("from-server", Sender.SERVER));
        return streams;
    }

    private static List<CorpusStream> in(String directory, Sender sender) throws IOException {
        Path resources =
                Path.of(URI.create(String.valueOf(CorpusStream.class.getResource("/corpus/stomp/" + directory))));
        List<CorpusStream> streams = new ArrayList<>();
        try (Stream<Path> files = Files.list(resources)) {
            for (Path file : files.sorted().toList()) {
                streams.add(read(file, sender));
            }
        }
        return streams;
    }

    private static CorpusStream read(Path file, Sender sender) throws IOException {
        String text = Files.readString(file);
        int separator = text.indexOf(SEPARATOR);
        List<String> expected = text.substring(0, separator)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        String stream = text.substring(separator + SEPARATOR.length(), text.length() - 1);
        return new CorpusStream(file.getFileName().toString(), sender, expected, stream);
    }

    byte[] bytes() {
        return CaretNotation.bytes(sent);
    }

    @Override
    public String toString() {
        return sender + " " + name;
    }
}
