package dev.stompbridge.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks a JVM by jcmd for its class histogram, which begins with a full garbage collection. */
final class LiveHeap {
    private static final String TOTAL = "Total";

    private LiveHeap() {}

    /** After two collections, so that what waited for its finalisation is gone. */
    static long bytes(long pid) {
        histogramBytes(pid);
        return histogramBytes(pid);
    }

    private static long histogramBytes(long pid) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return output.lines()
                    .filter(line -> line.startsWith(TOTAL))
                    .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[2]))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("jcmd: " + output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
