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
                    10_000,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    "pages",
                    0,
                    new EndpointsConfig(false, false, false)),
            new ManagementConfig("127.0.0.1", 8081),
            new WebSocketConfig(
                    ByteSize.ofMiB(2), Duration.ofSeconds(25), Duration.ofSeconds(20), Duration.ofSeconds(5)),
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
            new FanoutConfig(Duration.ofSeconds(5), ByteSize.ofMiB(16)),
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
                    List.of(),
                    List.of()),
            List.of(),
            new LogConfig(LogFormat.TEXT, "info"));

    private static final BridgeConfig CHANGED = new BridgeConfig(
            new WebConfig(
                    "localhost",
                    80,
                    List.of("https://a.example", "http://b.example:8000"),
                    20_000,
                    Duration.ofMillis(500),
                    Duration.ofMinutes(2),
                    "",
                    4,
                    new EndpointsConfig(true, true, true)),
            new ManagementConfig("0.0.0.0", 9090),
            new WebSocketConfig(
                    ByteSize.ofMiB(5), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(1)),
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
            new FanoutConfig(Duration.ofSeconds(1), ByteSize.ofMiB(8)),
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
                    List.of("guests"),
                    List.of(new GrantConfig("topic://stock.>", List.of("guests"), List.of("writers")))),
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
        assertThat(same).isEmpty();
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
                b.anonymousGroups(),
                List.of());
        OutboxConfig o = c.outbox();
        OutboxConfig outbox = new OutboxConfig(o.maxBytes(), o.maxAge(), o.totalBytes(), List.of());
        return new BridgeConfig(
                c.web(), c.management(), c.websocket(), c.stomp(), outbox, c.fanout(), broker, List.of(), c.log());
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
