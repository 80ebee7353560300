package dev.stompbridge.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.brokerconfig.Deserialisation;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DemoMainTest {

    /** Maven starts it without the launcher. */
    @Test
    void onlyWhatTheStoreKeepsIsDeserialised() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DemoMainScenes.class.getName(),
                        "--help")
                .redirectErrorStream(true)
                .start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(out.lines()).contains("filter " + Deserialisation.FILTER);
        } finally {
            process.destroyForcibly();
        }
    }
}
