package dev.stompbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.StartExceptions;
import dev.stompbridge.config.BridgeConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineInterfaceTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();
    private byte[] input = {};
    private @Nullable BridgeConfig started;
    private @Nullable Path pages;

    @TempDir
    private Path home = Path.of("");

    @BeforeEach
    void installed() throws IOException {
        environment.put("STOMPBRIDGE_HOME", home.toString());
        Files.createDirectories(home.resolve("pages"));
        Files.createDirectories(home.resolve("conf"));
    }

    /** Never comes to run: the bridge of these tests refuses to start. */
    private int execute(String... args) {
        Starter bridge = (config, directory) -> {
            started = config;
            pages = directory;
            throw StartExceptions.of("The port 8080 is in use.");
        };
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                environment,
                null);
        return CommandLineInterface.of(terminal, bridge, password -> "hash of " + String.valueOf(password))
                .execute(args);
    }

    private BridgeConfig started() {
        assertThat(err.toString()).isEqualTo("stompbridge: The port 8080 is in use.\n");
        return Objects.requireNonNull(started);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "walk",
                "run --prot",
                "run extra",
                "run --set",
                "run -c",
                "hash-password secret",
                "@file",
                "-x"
            })
    void wrongUsageEndsWithTwo(String line) {
        assertThat(execute(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("Usage: stompbridge");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "-h", "help", "run --help", "help run", "hash-password --help", "--version", "-V"})
    void helpAndVersionEndWithZero(String line) {
        assertThat(execute(line.split(" "))).isZero();
        assertThat(out.toString()).containsPattern("Usage: stompbridge|StompBridge ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void failedStartIsOneSentenceAndOne() {
        assertThat(execute("run")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("stompbridge: The port 8080 is in use.\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wrongConfigurationIsAllItsErrorsAndTwo() throws IOException {
        Path file = Files.writeString(home.resolve("my.yaml"), "web:\n  port: x\n  prot: 1\n");
        environment.put("STOMPBRIDGE_LOG_LEVEL", "loud");
        assertThat(execute("run", "-c", file.toString(), "--set", "web.io-threads=100"))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        file + ":2: web.port: 'x' is not a whole number",
                        file + ":3: web.prot: unknown key; did you mean port?",
                        "STOMPBRIDGE_LOG_LEVEL: log.level: 'loud' must be error, warn, info, debug or trace",
                        "--set web.io-threads: web.io-threads: '100' is not between 0 and 64");
        assertThat(started).isNull();
    }

    @Test
    void configurationThatWasAskedForMustExist() {
        assertThat(execute("run", "--config=" + home.resolve("missing.yaml"))).isEqualTo(2);
        assertThat(err.toString()).isEqualTo(home.resolve("missing.yaml") + ": does not exist\n");
    }

    @Test
    void configurationOfTheHomeIsTheDefault() throws IOException {
        assertThat(execute("run")).isEqualTo(1);
        assertThat(started().web().port()).isEqualTo(8080);
        err.getBuffer().setLength(0);
        Files.writeString(home.resolve("conf/stompbridge.yaml"), "web: {port: 9000}");
        assertThat(execute("run")).isEqualTo(1);
        assertThat(started().web().port()).isEqualTo(9000);
    }

    @Test
    void setsAreRepeatedAndMayHoldEqualsSignsAndCommas() {
        execute("run", "--set", "broker.data-directory=a=b,c", "--set=web.port=9001", "--set", "broker.stomp.port=0");
        assertThat(started().broker().dataDirectory())
                .isEqualTo(home.resolve("a=b,c").toString());
        assertThat(started().web().port()).isEqualTo(9001);
        assertThat(started().broker().stomp().port()).isZero();
    }

    @Test
    void relativePathsBeginAtTheHome() {
        execute("run");
        assertThat(started().broker().dataDirectory())
                .isEqualTo(home.resolve("data").toString());
        assertThat(pages).isEqualTo(home.resolve("pages"));
    }

    @Test
    void noPagesAreServedWhenNoneAreWanted() {
        execute("run", "--set", "web.pages=");
        assertThat(started()).isNotNull();
        assertThat(pages).isNull();
    }

    @Test
    void missingPagesAreAFailedStart() {
        assertThat(execute("run", "--set", "web.pages=nowhere")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("stompbridge: The directory of the pages, " + home.resolve("nowhere")
                        + ", does not exist; set web.pages, or '' for none.\n");
    }

    @ParameterizedTest
    @CsvSource({"secret", "'secret\n'", "'secret\r\n'", "'secret\nmore\n'"})
    void passwordIsOneLineOfStandardInput(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        assertThat(execute("hash-password")).isZero();
        assertThat(out.toString()).isEqualTo("hash of secret\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void passwordMayHoldAnyCharacter() {
        input = " pässwörd\t€𝄞 \n".getBytes(StandardCharsets.UTF_8);
        assertThat(execute("hash-password")).isZero();
        assertThat(out.toString()).isEqualTo("hash of  pässwörd\t€𝄞 \n");
    }

    @Test
    void unusablePasswordsAreRefused() {
        refusesPassword(new byte[0], "The password is empty.");
        refusesPassword("\n".getBytes(StandardCharsets.UTF_8), "The password is empty.");
        refusesPassword(new byte[] {'a', (byte) 0xff, '\n'}, "The password is not UTF-8.");
        refusesPassword("x".repeat(1025).getBytes(StandardCharsets.UTF_8), "The password is longer than 1024 bytes.");
    }

    private void refusesPassword(byte[] bytes, String sentence) {
        input = bytes;
        err.getBuffer().setLength(0);
        assertThat(execute("hash-password")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo("stompbridge: " + sentence + "\n");
    }
}
