package dev.stompbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.StartExceptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code stompbridge check} and {@code stompbridge explain}, without a bridge. */
class CheckAndExplainTest {
    private static final String LIMITS = """
            limits:
              connections-per-address: 100
              sessions-per-user: 20
              connections-without-login: 1000
              failed-logins: 20
              waiting-logins: 10
              session: {frames: 200, bytes: 1MiB, sends: 100}
              user: {frames: 1000, bytes: 5MiB, sends: 500}
            """;
    private static final String RIGHTS = """
            broker:
              users:
                - {name: ann, password-hash: pbkdf2-sha256$10000$ktpWaLDa1S8sqGZGhJUpuA$78JrsysJDN8alq706Y30308aQc6puC2F/LQshPsesnQ, groups: [writers]}
              anonymous-groups: [guests]
              authorization:
                - {destination: "topic://stock.>", read: [guests], write: [writers]}
                - {destination: "queue://orders", read: ["user:ann"]}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void installed() throws IOException {
        file = home.resolve("my.yaml");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private int execute(String yaml, String... args) throws IOException {
        Files.writeString(file, yaml);
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Map.of("STOMPBRIDGE_HOME", home.toString()),
                null);
        Starter never = (config, pages) -> {
            throw StartExceptions.of("Nothing is started.");
        };
        return CommandLineInterface.of(terminal, never, password -> "").execute(args);
    }

    private List<String> toDo() {
        return out.toString()
                .lines()
                .filter(line -> line.startsWith("TO DO"))
                .map(line -> line.substring("TO DO ".length(), line.indexOf(':')))
                .toList();
    }

    private int check(String yaml) throws IOException {
        return execute(yaml, "check", "-c", file.toString());
    }

    /** What the process shows depends on who runs the tests, and how. */
    private static final List<String> OF_THE_PROCESS = List.of("open-files", "heap", "user", "serial-filter", "jmx");

    @Test
    void bareConfigurationLeavesNothingToDo() throws IOException {
        int exit = check("");
        assertThat(toDo()).isSubsetOf(OF_THE_PROCESS);
        assertThat(exit).isEqualTo(toDo().isEmpty() ? 0 : 1);
        assertThat(out.toString())
                .contains("done  encrypted: browsers come over TLS, here or at a proxy, or from this machine alone");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void pointsAreThoseOfTheThreatModel() throws IOException {
        check("");
        String page = Files.readString(Path.of("..", "docs", "threat-model.md"));
        List<String> described = page.substring(page.indexOf("| point | what is checked |"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        assertThat(out.toString()
                        .lines()
                        .filter(line -> line.contains(": ") && line.length() > 6)
                        .map(line -> line.substring(6, line.indexOf(':'))))
                .containsExactlyElementsOf(described);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web: {address: 0.0.0.0}                                                     | encrypted",
                "web: {address: 0.0.0.0}                                                     | allowed-hosts",
                "web: {allowed-origins: ['http://www.example']}                              | origins",
                "web: {address: 0.0.0.0, endpoints: {broadcast: true}}                       | demo-endpoints",
                "management: {address: 0.0.0.0}                                              | management",
                "broker: {stomp: {address: 10.0.0.1}}                                        | backends",
                "broker: {authorization: [{destination: 'topic://>', read: [g]}]}            | least-privilege",
                "broker: {authorization: [{destination: 'topic://a', write: [g]}]}           | contracts",
                "broker: {anonymous-groups: [g], authorization: [{destination: 'topic://a', write: [g]}]} | anonymous-writes",
            })
    void whatIsLeftToDoIsNamed(String yaml, String point) throws IOException {
        assertThat(check(yaml + "\n" + LIMITS)).isEqualTo(1);
        assertThat(toDo()).contains(point);
    }

    @Test
    void samplePasswordsAreLeftToReplace() throws IOException {
        check(RIGHTS.replace("groups: [writers]", "groups: [writers], sample: true"));
        assertThat(toDo()).contains("samples");
        assertThat(out.toString()).contains("the passwords of ann are public knowledge");
    }

    @Test
    void filesThatEverybodyMayReadAreNamed() throws IOException {
        check(RIGHTS);
        assertThat(toDo()).doesNotContain("files");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        check(RIGHTS);
        assertThat(toDo()).contains("files");
        assertThat(out.toString()).contains("every user of this machine may read " + file);
    }

    @Test
    void contractCoversWhatIsGranted() throws IOException {
        check(RIGHTS + "contracts: [{destination: 'topic://stock.>'}]");
        assertThat(toDo()).doesNotContain("contracts");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web: {prot: 1}                                                          | yaml:1: web.prot: unknown key; did you mean port?",
                "web: {tls: {certificate: {chain: none.pem, key: none.pem}}}             | none.pem",
                "web: {proxies: {networks: [10.0.0.1/8]}}                                | Behind the network bits of a network every bit is 0.",
                "contracts: [{destination: 'topic://a', schema: '{\"pattern\": \"(?=a)\"}'}] | the pattern at /pattern is not one of RE2",
                "tokens: {issuers: [{issuer: i, audience: a, keys: 'http://id.example/keys'}]} | http",
            })
    void whatIsWrongIsToldInOneSentence(String yaml, String sentence) throws IOException {
        String bounded = yaml.contains("proxies") ? yaml + "\n" + LIMITS : yaml;
        assertThat(check(bounded)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains(sentence.replace("yaml:1", file + ":1"));
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anonymous | read              | topic://stock.NVDA | 0 | allowed: anonymous read topic://stock.NVDA, granted by broker.authorization[0]: topic://stock.> read [guests].",
                "anonymous | SUBSCRIBE         | /topic/stock.>     | 0 | allowed: anonymous read topic://stock.>, granted by broker.authorization[0]: topic://stock.> read [guests].",
                "anonymous | send              | /topic/stock.NVDA  | 1 | denied: anonymous write topic://stock.NVDA, no grant lets the groups [guests] write topic://stock.NVDA: what is not granted is denied.",
                "ann       | write             | topic://stock.NVDA | 0 | allowed: ann write topic://stock.NVDA, granted by broker.authorization[0]: topic://stock.> write [writers].",
                "ann       | read              | queue://orders     | 0 | allowed: ann read queue://orders, granted by broker.authorization[1]: queue://orders read [user:ann].",
                "group:guests | subscribe-durably | topic://>       | 1 | denied: group:guests read durably topic://>, a durable subscription must be covered by one grant",
                "ann       | read              | /topic/ActiveMQ.Advisory.> | 1 | advisories are never granted",
            })
    void explanationNamesTheRuleThatDecides(String user, String verb, String destination, int exit, String sentence)
            throws IOException {
        assertThat(execute(RIGHTS, "explain", "-c", file.toString(), user, verb, destination))
                .isEqualTo(exit);
        assertThat(out.toString()).contains(sentence);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void compositeIsExplainedPartByPart() throws IOException {
        assertThat(execute(RIGHTS, "explain", "-c", file.toString(), "ann", "send", "/topic/stock.A,/queue/orders"))
                .isEqualTo(1);
        assertThat(out.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("allowed: ann write topic://stock.A"))
                .anyMatch(line -> line.startsWith("denied: ann write queue://orders"));
    }

    @Test
    void grantsOfTheBridgeItselfAreNotTakenForConfiguredOnes() throws IOException {
        String route = RIGHTS
                + "routes: [{name: r, source: 'queue://in', target: 'topic://t', schema: 'true', invalid: 'queue://bad'}]";
        assertThat(execute(route, "explain", "-c", file.toString(), "group:bridge:routes", "read", "queue://in"))
                .isZero();
        assertThat(out.toString())
                .contains("granted by what the bridge grants its own routes and snapshots: queue://in");
    }

    @ParameterizedTest
    @CsvSource({
        "nobody,    read, topic://a, There is no such user",
        "anonymous, eat,  topic://a, The verb is read",
        "anonymous, read, a,         A destination begins with queue://"
    })
    void whatCannotBeExplainedIsWrongUsage(String user, String verb, String destination, String sentence)
            throws IOException {
        assertThat(execute(RIGHTS, "explain", "-c", file.toString(), user, verb, destination))
                .isEqualTo(2);
        assertThat(err.toString()).contains(sentence);
        assertThat(out.toString()).isEmpty();
    }
}
