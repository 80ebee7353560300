package dev.stompbridge.it;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code node} with stompjs in it, which takes calls on its standard input. One thread only. */
final class NodeProcess implements AutoCloseable {
    private static final Path SCRIPT = SharedBridge.resource("stompjs/node.js");
    private static final String NEEDED = "These tests need Node.js 18 or newer: install Debian's package nodejs";

    private final Process process;
    private final BufferedWriter calls;
    private final BufferedReader answers;

    NodeProcess() {
        process = start();
        calls = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    private static Process start() {
        try {
            return new ProcessBuilder(List.of("node", SCRIPT.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(NEEDED, e);
        }
    }

    /** Sends a call and waits for its answer. */
    String call(String json) {
        try {
            calls.write(json);
            calls.newLine();
            calls.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("node ended. " + NEEDED);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
