package dev.stompbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopSignalTest {
    private static final int SOON = 30;

    private static Process start(Class<?> main, String... args) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).start();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drains          | drained | ''",
                "earlySignal     | drained | ''",
                "failingDrain    | ''      | stompbridge: Ended without a complete drain: java.lang.IllegalStateException: the store is gone",
                "hangingDrain    | ''      | stompbridge: Ended without a complete drain, which took more than 2000 ms.",
                "blockedTerminal | ''      | ''",
            })
    void sigtermEndsWithCodeZero(String scene, String out, String err) throws Exception {
        Process process = start(StopSignalScenes.class, scene);
        try (BufferedReader stdout = process.inputReader(StandardCharsets.UTF_8);
                BufferedReader stderr = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(stdout.readLine()).isEqualTo("ready");
            process.toHandle().destroy();
            assertThat(process.waitFor(SOON, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(String.join("\n", stdout.lines().toList())).isEqualTo(out);
            assertThat(String.join("\n", stderr.lines().toList())).isEqualTo(err);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void failedStartKeepsItsExitCode() throws Exception {
        Process process = start(RunScenes.class, "fails");
        try (BufferedReader stderr = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(process.waitFor(SOON, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(stderr.lines()).containsExactly("stompbridge: The port 8080 is in use.");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void runPrintsTheAddressAndStopsOnSigterm() throws Exception {
        Process process = start(RunScenes.class, "starts");
        try (BufferedReader stdout = process.inputReader(StandardCharsets.UTF_8);
                BufferedReader stderr = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(stdout.readLine()).isEqualTo("StompBridge is ready: http://127.0.0.1:1234/");
            process.toHandle().destroy();
            assertThat(process.waitFor(SOON, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(stdout.lines()).containsExactly("closed");
            assertThat(stderr.lines()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }
}
