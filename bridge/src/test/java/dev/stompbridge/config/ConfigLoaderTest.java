package dev.stompbridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    private static List<String> errors(String yaml) {
        return errors(yaml, Map.of(), List.of());
    }

    private static List<String> errors(String yaml, Map<String, String> environment, List<String> sets) {
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        ConfigException refused = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigLoader.load("conf.yaml", new ByteArrayInputStream(bytes), environment, sets));
        return refused == null
                ? List.of()
                : refused.errors().stream().map(ConfigError::toString).toList();
    }

    private static String only(List<String> errors) {
        assertThat(errors).hasSize(1);
        return errors.get(0);
    }

    @Test
    void commandLineWinsOverEnvironmentOverFile() throws ConfigException {
        ByteArrayInputStream file = new ByteArrayInputStream(
                "web: {port: 1, io-threads: 1, max-connections: 1}".getBytes(StandardCharsets.UTF_8));
        Map<String, String> environment =
                Map.of("STOMPBRIDGE_WEB_IO_THREADS", "2", "STOMPBRIDGE_WEB_MAX_CONNECTIONS", "2");
        BridgeConfig config = ConfigLoader.load("f", file, environment, List.of("web.max-connections=3"));
        assertThat(config.web().port()).isEqualTo(1);
        assertThat(config.web().ioThreads()).isEqualTo(2);
        assertThat(config.web().maxConnections()).isEqualTo(3);
    }

    @Test
    void laterSetWinsOverEarlier() throws ConfigException {
        BridgeConfig config = ConfigLoader.load(null, Map.of(), List.of("web.port=1", "web.port=2"));
        assertThat(config.web().port()).isEqualTo(2);
    }

    @Test
    void overriddenValueIsNotLookedAt() {
        assertThat(errors("web: {port: nonsense}", Map.of(), List.of("web.port=1")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "---\n",
                "web:\n",
                "web:\n  # port: 1\nroutes:\nbroker:\n  users:\n",
                "{}",
                "\uFEFFweb:"
            })
    void whatIsLeftEmptyKeepsItsDefaults(String yaml) throws ConfigException {
        ByteArrayInputStream stream = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
        assertThat(ConfigLoader.load("f", stream, Map.of(), List.of())).isEqualTo(BridgeConfig.defaults());
    }

    @Test
    void allErrorsAreReportedAtOnceInTheOrderOfTheirSources() {
        String yaml = """
                # a comment
                stomp:
                  max-body: 10
                web:
                  adress: 0.0.0.0
                  port: 70000
                broker:
                  users:
                    - name: backend
                log: {format: jsn}
                """;
        assertThat(errors(
                        yaml,
                        Map.of("STOMPBRIDGE_WEB_PROT", "1", "STOMPBRIDGE_OUTBOX_MAX_BYTES", "1GB"),
                        List.of("web.io-threads=many", "stomp.maxbody=1MiB", "nonsense")))
                .containsExactly(
                        "conf.yaml:3: stomp.max-body: '10' lacks a unit; write it like 64KiB, in B, KiB, MiB, GiB or TiB",
                        "conf.yaml:5: web.adress: unknown key; did you mean address?",
                        "conf.yaml:6: web.port: '70000' is not between 0 and 65535",
                        "conf.yaml:9: broker.users[0].password-hash: is missing",
                        "conf.yaml:10: log.format: 'jsn' must be text or json; did you mean json?",
                        "STOMPBRIDGE_WEB_PROT: names no key; did you mean STOMPBRIDGE_WEB_PORT?",
                        "STOMPBRIDGE_OUTBOX_MAX_BYTES: outbox.max-bytes: '1GB' has an unknown unit; "
                                + "write it like 64KiB, in B, KiB, MiB, GiB or TiB",
                        "--set stomp.maxbody: unknown key; did you mean stomp.max-body?",
                        "--set nonsense: write it as section.key=value",
                        "--set web.io-threads: web.io-threads: 'many' is not a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web:\n  port:", "web:\n  port: ~", "web:\n  port: null"})
    void keyWithoutAValueIsAnError(String yaml) {
        assertThat(only(errors(yaml)))
                .isEqualTo("conf.yaml:2: web.port: has no value; write one, or leave out the key for its default");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web: 5                               | web: must be a section with keys of its own",
                "web: [port]                          | web: must be a section with keys of its own",
                "web: {port: [1]}                     | web.port: must be a single value",
                "web: {port: {a: 1}}                  | web.port: must be a single value",
                "web: {allowed-origins: {a: b}}       | web.allowed-origins: must be a list",
                "web: {allowed-origins: [[a]]}        | web.allowed-origins[0]: must be a single value",
                "routes: none                         | routes: must be a list, each item with '- ' in front",
                "routes: [none]                       | routes[0]: must be a section with keys of its own",
                "port: 1                              | port: unknown key",
                "io-threads: 1                        | io-threads: unknown key; did you mean web.io-threads?",
                "broker: {openwire: {prot: 1}}        | broker.openwire.prot: unknown key; did you mean port?",
                "[]                                   | must be a section with keys of its own",
                "text                                 | must be a section with keys of its own",
            })
    void wrongShapesSayWhatIsExpected(String yaml, String problem) {
        assertThat(errors(yaml)).first().isEqualTo("conf.yaml:1: " + problem);
    }

    @Test
    void listsMayBeWrittenInOneLine() throws ConfigException {
        assertThat(ConfigLoader.parse("broker: {anonymous-groups: 'guests, readers'}")
                        .broker()
                        .anonymousGroups())
                .containsExactly("guests", "readers");
        Map<String, String> none = Map.of("STOMPBRIDGE_BROKER_ANONYMOUS_GROUPS", "");
        assertThat(ConfigLoader.load(null, none, List.of()).broker().anonymousGroups())
                .isEmpty();
    }

    @Test
    void listsHaveABound() {
        assertThat(only(errors("broker: {anonymous-groups: [" + "g,".repeat(101) + "]}")))
                .isEqualTo("conf.yaml:1: broker.anonymous-groups: has more than 100 items");
    }

    @Test
    void itemsAreNamedByTheirPlaceAndLine() {
        assertThat(errors("web:\n  allowed-origins:\n    - https://a\n    - '*'\n"))
                .containsExactly(
                        "conf.yaml:4: web.allowed-origins[1]: '*' must be "
                                + "scheme://host or scheme://host:port in lower case, nothing behind it, * only as in https://*.example.org");
    }

    @Test
    void listsOfSectionsComeFromTheFileOnly() {
        assertThat(errors("", Map.of("STOMPBRIDGE_BROKER_USERS", "x"), List.of("routes=x")))
                .containsExactly(
                        "STOMPBRIDGE_BROKER_USERS: broker.users: is a list of sections, which only the file can hold",
                        "--set routes: routes: is a list of sections, which only the file can hold");
    }

    @ParameterizedTest
    @CsvSource({
        "STOMPBRIDGE_HOME, /opt/stompbridge",
        "STOMPBRIDGE_JAVA_OPTS, -Xmx1g",
        "STOMPBRIDGE_SERVICE_HOST, 10.0.0.1",
        "STOMPBRIDGE_SERVICE_PORT_WEB, 8080",
        "STOMPBRIDGE_PORT, tcp://10.0.0.1:8080",
        "STOMPBRIDGE_PORT_8080_TCP, tcp://10.0.0.1:8080",
        "STOMPBRIDGE_PORT_8080_TCP_ADDR, 10.0.0.1",
        "STOMPBRIDGE_DEMO_PORT, tcp://10.0.0.1:8080",
        "PATH, /bin",
        "STOMPBRIDGEX, 1"
    })
    void variablesOfTheLauncherAndOfServiceLinksAreNoKeys(String variable, String value) {
        assertThat(errors("", Map.of(variable, value), List.of())).isEmpty();
    }

    @Test
    void portOfASectionThatDoesNotExistIsNoServiceLink() {
        assertThat(only(errors("", Map.of("STOMPBRIDGE_WEBB_PORT", "9000"), List.of())))
                .isEqualTo("STOMPBRIDGE_WEBB_PORT: names no key; did you mean STOMPBRIDGE_WEB_PORT?");
    }

    @Test
    void secretsAreNotInErrors() {
        String yaml = "broker: {users: [{name: a, password-hash: plaintext-password}]}";
        assertThat(only(errors(yaml)))
                .startsWith("conf.yaml:1: broker.users[0].password-hash: the value must be pbkdf2-sha256$")
                .doesNotContain("plaintext");
    }

    @Test
    void valuesInErrorsAreCutAndHoldNoControlCharacters() {
        assertThat(only(errors("web: {address: \"\\e[31m\\n" + "x".repeat(10_000) + "\"}")))
                .startsWith("conf.yaml:1: web.address: '?[31m?xxx")
                .hasSizeLessThan(200);
    }

    /** C1 controls begin escape sequences as ESC [ does. */
    @Test
    void nothingInErrorsIsObeyedByATerminal() {
        assertThat(only(errors("web: {address: \"\\x9b31m\"}"))).startsWith("conf.yaml:1: web.address: '?31m'");
        assertThat(errors("\"\\e[2J\": {a: 1, a: 2}"))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error).contains("?[2J").doesNotContain("\u001b"));
    }

    @Test
    void fileIsNamedByItsPath(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("my.yaml"), "\nweb: {port: x}");
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(file, Map.of(), List.of()));
        assertThat(refused).hasMessage(file + ":2: web.port: 'x' is not a whole number");
    }

    @Test
    void fileThatCannotBeReadIsOneError(@TempDir Path directory) {
        Path missing = directory.resolve("missing.yaml");
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(missing, Map.of(), List.of()));
        assertThat(refused).hasMessage(missing + ": does not exist");
        assertThat(catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(directory, Map.of(), List.of())))
                .hasMessageStartingWith(directory + ": cannot be read");
    }

    @Test
    void fileHasABound() {
        assertThat(errors("#".repeat(1 << 20))).isEmpty();
        assertThat(errors("#".repeat((1 << 20) + 1))).containsExactly("conf.yaml: is larger than 1MiB");
    }

    @Test
    void fileIsUtf8() {
        byte[] latin = "web: {pages: caf\u00e9}".getBytes(StandardCharsets.ISO_8859_1);
        ConfigException refused = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigLoader.load("conf.yaml", new ByteArrayInputStream(latin), Map.of(), List.of()));
        assertThat(refused).hasMessage("conf.yaml: is not UTF-8");
    }
}
