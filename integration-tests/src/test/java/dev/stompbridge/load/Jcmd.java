package dev.stompbridge.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks a JVM through the command of that name, of the JDK that runs this. */
public record Jcmd(long pid) {
    private static final String TOTAL = "Total";

    /** Bytes of all objects that can be reached; after two collections, so that what waited for its finalisation is gone. */
    public long liveHeapBytes() {
        histogramBytes();
        return histogramBytes();
    }

    /** The class histogram begins with a full collection; its last line has the sum. */
    private long histogramBytes() {
        String histogram = run("GC.class_histogram");
        return histogram
                .lines()
                .filter(line -> line.startsWith(TOTAL))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[2]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("jcmd: " + histogram));
    }

    void startRecording() {
        run("JFR.start", "name=load", "settings=profile");
    }

    /** To be opened with {@code jfr} or JDK Mission Control. */
    void writeRecording(Path file) {
        run("JFR.stop", "name=load", "filename=" + file);
    }

    /** Runs one of its commands; answers what it prints. */
    public String run(String... command) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(Long.toString(pid));
        line.addAll(List.of(command));
        try {
            Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
            String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (jcmd.waitFor() != 0) {
                throw new IllegalStateException("jcmd: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
