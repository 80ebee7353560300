package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process whose output goes to files. Closing it kills it, with every process that it started. */
public final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private ChildProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a command with nothing on its standard input; no key of the bridge comes from this environment. */
    public static ChildProcess start(Path directory, List<String> command) {
        return start(directory, command, "");
    }

    static ChildProcess start(Path directory, List<String> command, String input) {
        try {
            Path in = Files.writeString(Files.createTempFile(directory, "stdin", ""), input);
            Path out = Files.createTempFile(directory, "stdout", "");
            Path err = Files.createTempFile(directory, "stderr", "");
            // A build that runs in the background of a script ignores SIGINT, and so would all that it starts.
            List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT"));
            line.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("STOMPBRIDGE_"));
            return new ChildProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public List<String> out() {
        return lines(out);
    }

    public List<String> err() {
        return lines(err);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a complete line of standard output begins like this. */
    public void awaitLine(String beginning) {
        await().atMost(Limits.START)
                .pollInterval(Duration.ofMillis(20))
                .failFast(
                        "the process ended",
                        () -> assertThat(isAlive())
                                .as("alive: %s %s", err(), out())
                                .isTrue())
                .until(() -> out().stream().anyMatch(line -> line.startsWith(beginning)));
    }

    /** Sends a signal such as INT. */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The exit code, for which a test waits at most this long. */
    int exitCode(Duration limit) {
        try {
            assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                    .as("ended within %s: %s %s", limit, err(), out())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        exitCode(Limits.START);
    }

    @Override
    public void close() {
        kill();
    }
}
