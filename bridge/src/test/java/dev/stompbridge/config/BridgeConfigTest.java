package dev.stompbridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every default and every mapping, written out: a key that is added, renamed or changed shows up here. */
class BridgeConfigTest {
    private static final String HASH =
            "pbkdf2-sha256$600000$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";

    private static final BridgeConfig DEFAULTS = new BridgeConfig(
            new WebConfig(
                    "127.0.0.1",
                    8080,
                    List.of(),
                    List.of(),
                    10_000,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    "pages",
                    0,
                    new TlsConfig(
                            new CertificateConfig("", "", "", ""),
                            List.of(),
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(10),
                            ClientCertificates.NONE,
                            "",
                            List.of(),
                            Duration.ZERO),
                    new ProxiesConfig(List.of(), false, ForwardedKind.NONE),
                    new EndpointsConfig(false, false, false)),
            new ManagementConfig("127.0.0.1", 8081),
            new WebSocketConfig(
                    ByteSize.ofMiB(2),
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(1)),
            new StompConfig(
                    Duration.ofSeconds(10),
                    ByteSize.ofKiB(8),
                    64,
                    ByteSize.ofKiB(8),
                    ByteSize.ofKiB(16),
                    ByteSize.ofMiB(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    1000,
                    256,
                    100,
                    1000,
                    1000,
                    20_000,
                    MessageHeaders.LEAN,
                    10,
                    1000,
                    ByteSize.ofMiB(2),
                    Duration.ofMinutes(1),
                    ClientIdClaim.REFUSE,
                    2),
            new OutboxConfig(ByteSize.ofMiB(2), Duration.ZERO, ByteSize.ofMiB(256), List.of()),
            new FanoutConfig(Duration.ofSeconds(5), ByteSize.ofMiB(16), 20_000),
            new LimitsConfig(
                    0, 0, 0, 0, 0, new RateConfig(0, new ByteSize(0), 0), new RateConfig(0, new ByteSize(0), 0)),
            new TokensConfig(List.of(), "", Duration.ofSeconds(5), Duration.ofMinutes(5)),
            new BrokerConfig(
                    "data",
                    ByteSize.ofMiB(256),
                    ByteSize.ofMiB(10 * 1024),
                    ByteSize.ofMiB(1024),
                    10_000,
                    10_000,
                    ByteSize.ofMiB(4),
                    ByteSize.ofMiB(4),
                    Duration.ofMinutes(5),
                    new ByteSize(0),
                    Duration.ofDays(7),
                    new ConnectorConfig(true, "127.0.0.1", 61616, 1000),
                    new ConnectorConfig(true, "127.0.0.1", 61613, 1000),
                    List.of(),
                    new JaasConfig("", "stompbridge"),
                    List.of(),
                    List.of()),
            List.of(),
            List.of(),
            new LogConfig(LogFormat.TEXT, "info"));

    private static final BridgeConfig CHANGED = new BridgeConfig(
            new WebConfig(
                    "localhost",
                    80,
                    List.of("https://a.example", "http://b.example:8000"),
                    List.of("www.example", "10.0.0.1"),
                    20_000,
                    Duration.ofMillis(500),
                    Duration.ofMinutes(2),
                    "",
                    4,
                    new TlsConfig(
                            new CertificateConfig("conf/chain.pem", "conf/key.pem", "", "only-a-test"),
                            List.of(new CertificateConfig("", "", "/etc/more.p12", "")),
                            Duration.ofMinutes(1),
                            Duration.ofSeconds(5),
                            ClientCertificates.REQUIRED,
                            "conf/trusted.pem",
                            List.of(new ClientUserConfig("CN=prices,O=Example", "backend")),
                            Duration.ofHours(8760)),
                    new ProxiesConfig(List.of("10.0.0.0/8", "::1"), true, ForwardedKind.X_FORWARDED),
                    new EndpointsConfig(true, true, true)),
            new ManagementConfig("0.0.0.0", 9090),
            new WebSocketConfig(
                    ByteSize.ofMiB(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(90)),
            new StompConfig(
                    Duration.ofSeconds(5),
                    ByteSize.ofKiB(4),
                    100,
                    ByteSize.ofKiB(4),
                    ByteSize.ofKiB(32),
                    ByteSize.ofMiB(2),
                    Duration.ofSeconds(20),
                    Duration.ZERO,
                    Duration.ofSeconds(2),
                    50,
                    32,
                    10,
                    500,
                    200,
                    5000,
                    MessageHeaders.COMPLETE,
                    3,
                    100,
                    ByteSize.ofKiB(512),
                    Duration.ofSeconds(30),
                    ClientIdClaim.REPLACE,
                    3),
            new OutboxConfig(
                    ByteSize.ofMiB(3),
                    Duration.ofSeconds(30),
                    ByteSize.ofMiB(64),
                    List.of(new OutboxPolicyConfig(
                            "topic://stock.>",
                            OutboxPolicy.DROP_OLDEST,
                            "json:quote.symbol",
                            ByteSize.ofKiB(128),
                            Duration.ofSeconds(2),
                            true))),
            new FanoutConfig(Duration.ofSeconds(1), ByteSize.ofMiB(8), 300),
            new LimitsConfig(
                    100,
                    20,
                    1000,
                    15,
                    10,
                    new RateConfig(200, ByteSize.ofMiB(1), 100),
                    new RateConfig(1000, ByteSize.ofMiB(5), 500)),
            new TokensConfig(
                    List.of(new IssuerConfig(
                            "https://id.example",
                            "stompbridge",
                            "https://id.example/keys",
                            List.of("ES256"),
                            "email",
                            "roles",
                            "sso.")),
                    "session",
                    Duration.ofSeconds(30),
                    Duration.ofHours(1)),
            new BrokerConfig(
                    "/var/lib/stompbridge",
                    ByteSize.ofMiB(128),
                    ByteSize.ofMiB(2048),
                    ByteSize.ofMiB(512),
                    500,
                    2000,
                    ByteSize.ofMiB(8),
                    ByteSize.ofMiB(16),
                    Duration.ofHours(1),
                    ByteSize.ofMiB(64),
                    Duration.ofDays(2),
                    new ConnectorConfig(false, "::1", 0, 10),
                    new ConnectorConfig(false, "10.0.0.1", 1, 20),
                    List.of(new UserConfig("backend", HASH, List.of("writers", "readers"), true)),
                    new JaasConfig("conf/login.config", "directory"),
                    List.of("guests"),
                    List.of(new GrantConfig("topic://stock.>", List.of("guests"), List.of("writers")))),
            List.of(new ContractConfig(
                    "topic://demo.>", "{\"type\":\"object\"}\n", ByteSize.ofKiB(1), "application/json")),
            List.of(new RouteConfig(
                    "prices", "queue://prices", "topic://stock.{symbol}", "{\"type\":\"object\"}\n", "queue://bad")),
            new LogConfig(LogFormat.JSON, "debug"));

    private static final Path CHANGED_FILE = Path.of("src/test/resources/config/every-key-changed.yaml");

    /** Every key that has one path, with the value it has in {@link #CHANGED}. */
    private static Map<String, String> changedValues() throws IOException {
        Map<String, String> values = new HashMap<>();
        Node root = YamlReader.read("yaml", Files.readString(CHANGED_FILE), new Problems());
        collect(root, "", values);
        return values;
    }

    private static void collect(Node node, String path, Map<String, String> values) {
        if (node instanceof Node.Mapping mapping) {
            mapping.entries()
                    .forEach((name, value) -> collect(value, path.isEmpty() ? name : path + "." + name, values));
        } else if (node instanceof Node.Scalar scalar && scalar.text() != null) {
            values.put(path, scalar.text());
        } else if (node instanceof Node.Sequence sequence && sequence.items().get(0) instanceof Node.Scalar) {
            values.put(path, String.join(", ", texts(sequence)));
        }
    }

    private static List<String> texts(Node.Sequence sequence) {
        return sequence.items().stream()
                .map(item -> String.valueOf(((Node.Scalar) item).text()))
                .toList();
    }

    @Test
    void everyDefaultIsAsWritten() {
        assertThat(BridgeConfig.defaults()).isEqualTo(DEFAULTS);
    }

    @Test
    void everyKeyOfTheFileReachesItsComponent() throws ConfigException {
        assertThat(ConfigLoader.load(CHANGED_FILE, Map.of(), List.of())).isEqualTo(CHANGED);
    }

    @Test
    void noKeyIsLeftAtItsDefaultByTheseTests() throws Exception {
        List<String> same = new ArrayList<>();
        collectSame(DEFAULTS, CHANGED, "", same);
        // It stands for the two files beside it; one of the other certificates has it.
        assertThat(same).containsExactly("/web/tls/certificate/keystore");
    }

    private static void collectSame(Record left, Record right, String path, List<String> same) throws Exception {
        for (RecordComponent component : left.getClass().getRecordComponents()) {
            Object a = component.getAccessor().invoke(left);
            Object b = component.getAccessor().invoke(right);
            String full = path + "/" + component.getName();
            if (a instanceof Record one && b instanceof Record two && !(a instanceof ByteSize)) {
                collectSame(one, two, full, same);
            } else if (a.equals(b)) {
                same.add(full);
            }
        }
    }

    @Test
    void everySingleKeyCanBeSetByTheEnvironment() throws Exception {
        Map<String, String> environment = new HashMap<>();
        changedValues().forEach((key, value) -> environment.put(Overrides.variable(key), value));
        assertThat(withoutListsOfSections(ConfigLoader.load(null, environment, List.of())))
                .isEqualTo(withoutListsOfSections(CHANGED));
    }

    @Test
    void everySingleKeyCanBeSetOnTheCommandLine() throws Exception {
        List<String> sets = new ArrayList<>();
        changedValues().forEach((key, value) -> sets.add(key + "=" + value));
        assertThat(withoutListsOfSections(ConfigLoader.load(null, Map.of(), sets)))
                .isEqualTo(withoutListsOfSections(CHANGED));
    }

    private static BridgeConfig withoutListsOfSections(BridgeConfig c) {
        BrokerConfig b = c.broker();
        BrokerConfig broker = new BrokerConfig(
                b.dataDirectory(),
                b.memoryLimit(),
                b.storeLimit(),
                b.tempLimit(),
                b.maxDestinations(),
                b.maxUncommitted(),
                b.maxFrame(),
                b.maxInflated(),
                b.idleDestinationAfter(),
                b.delayedLimit(),
                b.durableExpiresAfter(),
                b.openwire(),
                b.stomp(),
                List.of(),
                b.jaas(),
                b.anonymousGroups(),
                List.of());
        OutboxConfig o = c.outbox();
        OutboxConfig outbox = new OutboxConfig(o.maxBytes(), o.maxAge(), o.totalBytes(), List.of());
        return new BridgeConfig(
                withoutListsOfSections(c.web()),
                c.management(),
                c.websocket(),
                c.stomp(),
                outbox,
                c.fanout(),
                c.limits(),
                new TokensConfig(
                        List.of(),
                        c.tokens().cookie(),
                        c.tokens().clockSkew(),
                        c.tokens().refreshKeys()),
                broker,
                List.of(),
                List.of(),
                c.log());
    }

    private static WebConfig withoutListsOfSections(WebConfig web) {
        TlsConfig tls = web.tls();
        return new WebConfig(
                web.address(),
                web.port(),
                web.allowedOrigins(),
                web.allowedHosts(),
                web.maxConnections(),
                web.headTimeout(),
                web.idleTimeout(),
                web.pages(),
                web.ioThreads(),
                new TlsConfig(
                        tls.certificate(),
                        List.of(),
                        tls.reloadEvery(),
                        tls.handshakeTimeout(),
                        tls.clientCertificates(),
                        tls.trusted(),
                        List.of(),
                        tls.hsts()),
                web.proxies(),
                web.endpoints());
    }

    @Test
    void noTwoKeysShareAVariable() {
        List<String> variables = new ArrayList<>();
        Shape.visit(Shape.root(), "", (path, shape) -> variables.add(Overrides.variable(path)));
        assertThat(variables).doesNotHaveDuplicates().contains("STOMPBRIDGE_WEB_ENDPOINTS_ECHO_RAW");
    }

    @Test
    void passwordHashesAreNotPrinted() {
        assertThat(CHANGED.toString()).contains("backend").doesNotContain("pbkdf2", "c2FsdHNhbHRz", "aGFzaGhh");
    }

    @Test
    void relativePathsOfSecretsBeginAtTheHome() {
        BridgeConfig config = CHANGED.under(Path.of("/opt/stompbridge"));
        assertThat(config.web().tls().certificate().chain()).isEqualTo("/opt/stompbridge/conf/chain.pem");
        assertThat(config.web().tls().trusted()).isEqualTo("/opt/stompbridge/conf/trusted.pem");
        assertThat(config.web().tls().moreCertificates().get(0).keystore()).isEqualTo("/etc/more.p12");
        assertThat(config.broker().jaas().file()).isEqualTo("/opt/stompbridge/conf/login.config");
        assertThat(config.tokens().issuers().get(0).keys()).isEqualTo("https://id.example/keys");
    }

    @Test
    void passwordsOfKeysAreNotPrinted() {
        assertThat(CHANGED.toString()).contains("conf/key.pem").doesNotContain("only-a-test");
    }

    @Test
    void relativeDataDirectoryBeginsAtTheHome() {
        assertThat(DEFAULTS.under(Path.of("/opt/stompbridge")).broker().dataDirectory())
                .isEqualTo("/opt/stompbridge/data");
        assertThat(CHANGED.under(Path.of("/opt/stompbridge")).broker().dataDirectory())
                .isEqualTo("/var/lib/stompbridge");
    }

    @Test
    void listsCannotBeChangedFromOutside() {
        List<String> groups = new ArrayList<>(List.of("a"));
        UserConfig user = new UserConfig("name", HASH, groups, false);
        groups.add("admins");
        assertThat(user.groups()).containsExactly("a");
    }
}
