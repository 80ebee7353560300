package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.brokerconfig.PasswordHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code bin/stompbridge}: how it ends, and what it says when it cannot do what it was asked for. */
final class LauncherIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void signalEndsItWithCode0AndAGoodbyeToEveryBrowser(String signal) {
        String yaml = DemoConfiguration.in(directory).toString();
        try (BridgeProcess bridge = BridgeProcess.start(directory, Ports.free(), "-c", yaml)) {
            List<JdkSubscriber> browsers = Stream.generate(
                            () -> JdkSubscriber.to(bridge.web("ws", "/stomp"), "/topic/stock.>"))
                    .limit(20)
                    .toList();
            bridge.process().signal(signal);
            assertThat(bridge.process().exitCode(Limits.STOP)).isZero();
            assertThat(browsers).extracting(JdkSubscriber::closeCode).containsOnly(1001);
            assertThat(bridge.process().err()).isEmpty();
        }
    }

    @Test
    void startsAgainOnTheSameDirectoryAfterASignal() {
        Ports ports = Ports.free();
        for (int i = 0; i < 2; i++) {
            try (BridgeProcess bridge = BridgeProcess.start(directory, ports)) {
                bridge.process().signal("TERM");
                assertThat(bridge.process().exitCode(Limits.STOP)).isZero();
            }
        }
    }

    @Test
    void wrongConfigurationIsReportedWholeWithLineNumbers() throws IOException {
        Path yaml = Files.writeString(directory.resolve("wrong.yaml"), """
                web:
                  port: 70000
                  idle-timeout: soon
                webb: {}
                broker:
                  users:
                    - {name: a, password-hash: secret}
                """);
        try (ChildProcess command =
                BridgeProcess.launch(directory, Ports.free(), "-c", yaml.toString(), "--set", "log.level=loud")) {
            assertThat(command.exitCode(Limits.START)).isEqualTo(2);
            assertThat(command.err())
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line).startsWith(yaml + ":3: web.idle-timeout"),
                            line -> assertThat(line).startsWith(yaml + ":4: webb"),
                            line -> assertThat(line).startsWith(yaml + ":7: broker.users[0].password-hash"),
                            line -> assertThat(line).startsWith("--set log.level"));
            assertThat(command.err()).noneMatch(line -> line.contains("secret"));
        }
    }

    @Test
    void configurationThatIsNotThereIsWrong() {
        Path missing = directory.resolve("missing.yaml");
        try (ChildProcess command = BridgeProcess.launch(directory, Ports.free(), "-c", missing.toString())) {
            assertThat(command.exitCode(Limits.START)).isEqualTo(2);
            assertThat(command.err()).containsExactly(missing + ": does not exist");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "hash-password --help", "--version"})
    void helpIsNoError(String arguments) {
        try (ChildProcess command = ChildProcess.start(directory, BridgeProcess.command(arguments.split(" ", -1)))) {
            assertThat(command.exitCode(Limits.START)).isZero();
            assertThat(command.out()).isNotEmpty();
            assertThat(command.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot=1", "run --prot=1", "walk"})
    void unknownArgumentIsWrongUsage(String arguments) {
        try (ChildProcess command = ChildProcess.start(directory, BridgeProcess.command(arguments.split(" ", -1)))) {
            assertThat(command.exitCode(Limits.START)).isEqualTo(2);
            assertThat(command.err()).isNotEmpty();
            assertThat(command.out()).isEmpty();
        }
    }

    @Test
    void hashPasswordPrintsAHashOfTheLineOnStandardInput() {
        List<String> line = BridgeProcess.command("hash-password");
        try (ChildProcess command = ChildProcess.start(directory, line, "correct horse\n")) {
            assertThat(command.exitCode(Limits.START)).isZero();
            assertThat(command.out())
                    .singleElement()
                    .satisfies(hash -> assertThat(PasswordHash.matches(hash, "correct horse".toCharArray()))
                            .isTrue());
        }
    }
}
