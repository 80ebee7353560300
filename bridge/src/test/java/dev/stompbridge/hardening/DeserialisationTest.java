package dev.stompbridge.hardening;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.brokerconfig.Deserialisation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The process without its launcher, as a package or a debugger would start it. */
class DeserialisationTest {

    private static List<String> outputOf(String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), DeserialisationScenes.class.getName(), "--version"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return out.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void onlyWhatTheStoreKeepsIsRead() throws Exception {
        assertThat(outputOf()).endsWith("filter " + Deserialisation.FILTER, "list refused", "audit read");
    }

    @Test
    void aFilterThatIsGivenStays() throws Exception {
        assertThat(outputOf("-Djdk.serialFilter=!*")).endsWith("filter !*", "list refused", "audit refused");
    }
}
