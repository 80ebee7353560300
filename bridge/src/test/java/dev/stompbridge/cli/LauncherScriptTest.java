package dev.stompbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.brokerconfig.Deserialisation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs bin/stompbridge with a java that only says how it was called. */
class LauncherScriptTest {
    private static final String FAKE_JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then
              echo 'Picked up JAVA_TOOL_OPTIONS: -Dx=y' >&2
              echo '%s' >&2
              exit 0
            fi
            echo "pid $$"
            echo "home $STOMPBRIDGE_HOME"
            for argument; do echo "<$argument>"; done
            """;

    @TempDir
    private Path directory = Path.of("");

    private Path home = Path.of("");
    private Path script = Path.of("");

    private record Outcome(long pid, int exit, List<String> out, String err) {}

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(directory.toRealPath().resolve("opt/stomp bridge"));
        Files.createDirectories(home.resolve("bin"));
        script = Files.copy(Path.of("src/main/dist/bin/stompbridge"), home.resolve("bin/stompbridge"));
        executable(script);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path java(String version) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("java/bin"));
        executable(Files.writeString(bin.resolve("java"), FAKE_JAVA.formatted(version)));
        return directory.resolve("java");
    }

    private Outcome run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STOMPBRIDGE_") || name.equals("JAVA_HOME"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.pid(), process.exitValue(), out.lines().toList(), err);
    }

    private Outcome runWith(String version, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        return run(Map.of("JAVA_HOME", java(version).toString()), command.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openjdk version \"17.0.15\" 2025-04-15",
                "openjdk version \"17\" 2021-09-14",
                "openjdk version \"25-ea\" 2025-09-16",
                "java version \"21.0.1\" 2023-10-17 LTS",
            })
    void newJavaIsUsed(String version) throws Exception {
        assertThat(runWith(version, "run").exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "java version \"1.8.0_402\", 1.8.0_402",
        "openjdk version \"11.0.2\" 2019-01-15, 11.0.2",
        "openjdk version \"16-ea\" 2021-03-16, 16-ea",
        "no version at all, of an unknown version"
    })
    void oldJavaIsRefusedInOneSentence(String line, String version) throws Exception {
        Outcome outcome = runWith(line, "run");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo("stompbridge: Java 17 or newer is needed, but " + directory.resolve("java/bin/java") + " is "
                        + version + ".\n");
    }

    @Test
    void missingJavaIsSaidInOneSentence() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of("dirname", "readlink")) {
            executable(Files.writeString(bin.resolve(tool), "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n"));
        }
        Outcome without = run(Map.of("PATH", bin.toString()), script.toString());
        assertThat(without.exit()).isEqualTo(1);
        assertThat(without.err()).isEqualTo("stompbridge: Java 17 or newer is needed; install it, or set JAVA_HOME.\n");
        Outcome wrong = run(Map.of("JAVA_HOME", "/nowhere"), script.toString());
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.err()).isEqualTo("stompbridge: JAVA_HOME is /nowhere, but there is no bin/java in it.\n");
    }

    @Test
    void javaOfThePathIsUsedWithoutJavaHome() throws Exception {
        String path = java("openjdk version \"17.0.1\"").resolve("bin") + ":" + System.getenv("PATH");
        assertThat(run(Map.of("PATH", path), script.toString(), "run").out()).contains("home " + home);
    }

    @Test
    void homeIsFoundThroughSymbolicLinks() throws Exception {
        Path links = Files.createDirectories(directory.resolve("usr/local/bin"));
        Files.createSymbolicLink(links.resolve("absolute"), script);
        Files.createSymbolicLink(links.resolve("stompbridge"), Path.of("absolute"));
        Files.createSymbolicLink(directory.resolve("linked home"), home);
        Map<String, String> environment =
                Map.of("JAVA_HOME", java("openjdk version \"17\"").toString());
        for (String called : List.of("usr/local/bin/stompbridge", "./linked home/bin/stompbridge")) {
            assertThat(run(environment, called).out()).contains("home " + home, "<" + home + "/lib/*>");
        }
    }

    @Test
    void homeOfAnotherInstallationIsNotTaken() throws Exception {
        Map<String, String> environment =
                Map.of("JAVA_HOME", java("openjdk version \"17\"").toString(), "STOMPBRIDGE_HOME", "/opt/other");
        assertThat(run(environment, script.toString()).out()).contains("home " + home);
    }

    @Test
    void argumentsArriveAsTheyWereWritten() throws Exception {
        assertThat(runWith("openjdk version \"17\"", "run", "--set", "a=b c", "*", "", "$HOME")
                        .out())
                .containsSubsequence("<dev.stompbridge.Main>", "<run>", "<--set>", "<a=b c>", "<*>", "<>", "<$HOME>");
    }

    @Test
    void optionsForJavaAreWordsAndNoFileNames() throws Exception {
        Map<String, String> environment = Map.of(
                "JAVA_HOME", java("openjdk version \"17\"").toString(), "STOMPBRIDGE_JAVA_OPTS", "-Xmx1g  -Dx=*");
        assertThat(run(environment, script.toString()).out()).containsSubsequence("<-Xmx1g>", "<-Dx=*>", "<-cp>");
    }

    @Test
    void javaTakesTheProcessOverSoThatSignalsReachIt() throws Exception {
        Outcome outcome = runWith("openjdk version \"17\"", "run");
        assertThat(outcome.out()).contains("pid " + outcome.pid());
    }

    @Test
    void nothingThatAMessageBringsIsDeserialised() throws Exception {
        assertThat(runWith("openjdk version \"17\"", "run").out())
                .contains("<-Djdk.serialFilter=" + Deserialisation.FILTER + ">");
    }
}
