package dev.stompbridge.sharing;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.Preflight;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.ConfigLoader;
import dev.stompbridge.sharing.AccessTable.Row;
import dev.stompbridge.sharing.Verb.Outcome;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.TestTokens;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every user does everything with every destination: what the table says is what happens, and what is explained. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuthorizationMatrixTest {
    private TestTokens tokens;
    private TestBridge bridge;
    private BridgeConfig config;
    private Witness witness;
    private StompClient other;
    private String otherQueue = "";
    private String otherTopic = "";
    private int asked;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        tokens = new TestTokens(directory);
        String yaml = AccessTable.YAML + tokens.yaml();
        bridge = TestBridge.startWith(yaml, "websocket.ping-after=5m");
        config = ConfigLoader.load(
                "matrix.yaml",
                new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
                Map.of(),
                List.of("broker.data-directory=" + directory));
        witness = new Witness(bridge);
        other = asker("tester").open("");
        otherQueue = brokerName("/temp-queue/mine", "/remote-temp-queue/");
        otherTopic = brokerName("/temp-topic/mine", "/remote-temp-topic/");
    }

    @AfterAll
    void stop() throws Exception {
        other.close();
        witness.close();
        bridge.close();
    }

    /** Of a temporary destination of the other session, as another learns it: by the reply-to of a message. */
    private String brokerName(String own, String prefix) {
        try (StompClient asked = asker("tester").open("")) {
            asked.subscribe("q", "/topic/questions");
            other.subscribe(own, own);
            other.send("SEND\ndestination:/topic/questions\nreply-to:" + own + "\n\n?^@");
            witness.expect("/topic/questions", "?");
            String replyTo = asked.await(StompCommand.MESSAGE).headers().get("reply-to");
            return Objects.requireNonNull(replyTo).substring(prefix.length());
        }
    }

    private Asker asker(String user) {
        String credentials = switch (user) {
            case AccessTable.ANONYMOUS -> "";
            case AccessTable.TOKEN ->
                "passcode:"
                        + tokens.token(
                                user, AccessTable.GROUPS_OF_TOKEN, Instant.now().plus(Duration.ofHours(1)))
                        + "\n";
            default -> "login:" + user + "\npasscode:tester-demo\n";
        };
        return new Asker(bridge.port(), user, credentials);
    }

    private static List<Row> rows() {
        return AccessTable.rows();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("rows")
    void everybodyMayDoWhatTheTableSays(Row row) throws Exception {
        long denied = count("access_denied");
        long bad = count("stomp_error");
        String destination = named(row.destination());
        Map<String, Outcome> expected = new LinkedHashMap<>();
        Map<String, Outcome> happened = new LinkedHashMap<>();
        for (String user : row.askers()) {
            Asker asker = asker(user);
            for (Verb verb : Verb.values()) {
                String cell = user + " " + verb;
                String body = cell + " " + asked;
                expected.put(cell, verb.expected(row, user));
                Outcome outcome = asker.ask(verb, destination, body, asked++);
                happened.put(cell, outcome);
                if (verb.isSend() && expected.get(cell) == Outcome.ALLOWED && !row.isTemporary()) {
                    witness.expect(destination, body);
                }
            }
        }
        assertThat(happened).as("what may be done with %s", row).isEqualTo(expected);
        witness.verify();
        await().pollDelay(ZERO).pollInterval(ofMillis(5)).untilAsserted(() -> {
            assertThat(count("access_denied") - denied).isEqualTo(number(expected, Outcome.DENIED));
            assertThat(count("stomp_error") - bad).isEqualTo(number(expected, Outcome.BAD));
        });
    }

    /** Whether a name can be used is for the bridge to say; those who explain know of rights alone. */
    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("rows")
    void whatIsExplainedIsWhatTheTableSays(Row row) {
        String destination =
                named(row.destination()).replaceAll("(^|,)/(?:remote-)?(temp-)?(queue|topic)/", "$1$2$3://");
        Map<String, Boolean> expected = new LinkedHashMap<>();
        Map<String, Boolean> explained = new LinkedHashMap<>();
        for (String user : row.askers()) {
            String who = user.equals(AccessTable.TOKEN) ? "group:" + AccessTable.GROUPS_OF_TOKEN.get(0) : user;
            for (Verb verb : Verb.values()) {
                Outcome outcome = verb.expected(row, user);
                if (outcome != Outcome.BAD) {
                    expected.put(user + " " + verb, outcome == Outcome.ALLOWED);
                    explained.put(
                            user + " " + verb,
                            Preflight.explain(config, who, verb.access(), destination)
                                    .allowed());
                }
            }
        }
        assertThat(explained).as("what is explained of %s", row).isEqualTo(expected);
    }

    private String named(String destination) {
        return destination.replace("{queue}", otherQueue).replace("{topic}", otherTopic);
    }

    private long count(String reason) {
        return Math.max(0, bridge.metric("stompbridge_disconnects_total{reason=\"" + reason + "\"}"));
    }

    private static long number(Map<String, Outcome> outcomes, Outcome outcome) {
        return outcomes.values().stream().filter(each -> each == outcome).count();
    }
}
