package dev.stompbridge.net;

import static dev.stompbridge.testkit.HostileClient.CUT;
import static dev.stompbridge.testkit.HostileClient.frame;
import static dev.stompbridge.testkit.HostileClient.header;
import static dev.stompbridge.testkit.HostileClient.messagesOf;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.testkit.HostileClient;
import dev.stompbridge.testkit.RawHttp;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.websocket.Opcode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Slow, greedy and lying clients at every stage of a connection: each is closed at its deadline or bound, with a code
 * says why, and counted; others are served meanwhile, and nothing is given for a length that was only declared.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileClientsTest {
    private static final String REFUSED = "http_requests_refused_total";
    private static final String REQUEST_TIMEOUT = "http_requests_timed_out_total";
    private static final String CONNECT_TIMEOUT = reason("connect_timeout");
    private static final String MESSAGE_TIMEOUT = reason("message_timeout");
    private static final String TOO_FAST = reason("too_fast");
    private static final String STOMP_ERROR = reason("stomp_error");
    private static final String VIOLATION = reason("websocket_violation");
    private static final String TOO_BIG = reason("too_big");

    private static final String MANY_HEADERS = "a:b\n".repeat(250);
    private static final long MIB = 1 << 20;

    /** Attackers come from here, so that they do not count for the honest. */
    private static final int ELSEWHERE = 66;

    private TestBridge bridge;
    private StompClient reader;
    private StompClient writer;
    private int told;

    /** How each attack has ended or will; all of them are under way at once. */
    private final Map<String, Future<String>> endings = new HashMap<>();

    private final ExecutorService attackers = Executors.newCachedThreadPool();

    /** What an attacker does once he has come so far. */
    private interface Deed {
        HostileClient commit(HostileClient attacker);
    }

    /**
     * A row of the table.
     *
     * @param ending what the attacker sees at last: a status, a close code, or nothing
     * @param metric that counts it, by its name without the common prefix; empty if there is none
     */
    private record Attack(String name, Deed deed, String ending, String metric) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String reason(String reason) {
        return "disconnects_total{reason=\"" + reason + "\"}";
    }

    @BeforeAll
    void start() {
        bridge = TestBridge.start(
                "web.head-timeout=4s",
                "stomp.connect-timeout=4s",
                "websocket.message-timeout=4s",
                "websocket.close-timeout=2s",
                "limits.connections-per-address=500",
                "limits.connections-without-login=1000",
                "limits.session.frames=100",
                "limits.session.bytes=256KiB",
                "limits.session.sends=50");
        reader = StompClient.anonymous(bridge.port()).subscribe("s", "/topic/demo.honest");
        writer = StompClient.anonymous(bridge.port());
        attacks().forEach(attack -> endings.put(attack.name, attackers.submit(() -> endingOf(attack))));
    }

    private String endingOf(Attack attack) {
        try (HostileClient attacker = HostileClient.connect(bridge.port(), ELSEWHERE)) {
            return attack.deed.commit(attacker).ending();
        }
    }

    @AfterAll
    void stop() {
        attackers.shutdownNow();
        reader.close();
        writer.close();
        bridge.close();
    }

    private static Stream<Attack> attacks() {
        return Stream.of(beforeTheUpgrade(), beforeConnect(), afterConnect(), lies())
                .flatMap(List::stream);
    }

    private static List<Attack> beforeTheUpgrade() {
        return List.of(
                new Attack("not a byte", peer -> peer, CUT, ""),
                new Attack(
                        "a head byte by byte",
                        peer -> peer.drip(bytes(RawHttp.get("/", "A: b\r\n".repeat(50))), 1),
                        "408",
                        REQUEST_TIMEOUT),
                new Attack(
                        "a million fields of a head",
                        peer -> peer.say("GET / HTTP/1.1\r\n" + RawHttp.HOST).flood(bytes("A: b\r\n".repeat(10))),
                        "431",
                        REFUSED),
                new Attack(
                        "a target without an end",
                        peer -> peer.say("GET /").flood(bytes("a".repeat(1000))),
                        "414",
                        REFUSED),
                new Attack(
                        "a negative length of a request",
                        peer -> peer.say(RawHttp.get("/", "Content-Length: -1\r\n")),
                        "400",
                        REFUSED));
    }

    private static List<Attack> beforeConnect() {
        return List.of(
                new Attack("never CONNECT", HostileClient::upgraded, "4102", CONNECT_TIMEOUT),
                new Attack(
                        "line feeds for a CONNECT",
                        peer -> peer.upgraded().drip(frame("\n"), 7),
                        "4102",
                        CONNECT_TIMEOUT),
                new Attack(
                        "a login frame byte by byte",
                        peer -> peer.upgraded().drip(frame("CONNECT\n" + "a:b\n".repeat(60)), 1),
                        "4102",
                        CONNECT_TIMEOUT),
                new Attack(
                        "a CONNECT in messages of one byte",
                        peer -> peer.upgraded().drip(messagesOf("CONNECT\n" + "a:b\n".repeat(60)), 7),
                        "4102",
                        CONNECT_TIMEOUT),
                new Attack(
                        "a million headers of a CONNECT",
                        peer -> peer.upgraded().say(frame("CONNECT\n")).flood(frame(MANY_HEADERS)),
                        "4000",
                        STOMP_ERROR),
                new Attack(
                        "pings by strangers",
                        peer -> peer.upgraded().flood(frame(true, Opcode.PING, new byte[125])),
                        "4111",
                        TOO_FAST),
                new Attack(
                        "empty fragments by strangers",
                        peer -> peer.upgraded()
                                .say(frame(false, Opcode.TEXT, new byte[0]))
                                .flood(frame(false, Opcode.CONTINUATION, new byte[0])),
                        "4111",
                        TOO_FAST),
                new Attack(
                        "line feeds at full speed by strangers",
                        peer -> peer.upgraded().flood(frame("\n")),
                        "4111",
                        TOO_FAST));
    }

    private static List<Attack> afterConnect() {
        return List.of(
                new Attack(
                        "a frame header byte by byte",
                        peer -> peer.connected().drip(header(0x82, MIB), 1),
                        "4114",
                        MESSAGE_TIMEOUT),
                new Attack(
                        "a frame byte by byte",
                        peer -> peer.connected().say(header(0x82, MIB)).drip(bytes("\n"), 1),
                        "4114",
                        MESSAGE_TIMEOUT),
                new Attack(
                        "empty fragments now and then",
                        peer -> peer.connected()
                                .say(frame(false, Opcode.TEXT, new byte[0]))
                                .drip(frame(false, Opcode.CONTINUATION, new byte[0]), 6),
                        "4114",
                        MESSAGE_TIMEOUT),
                new Attack(
                        "STOMP headers byte by byte",
                        peer -> peer.connected().drip(messagesOf("SEND\na:" + "b".repeat(2000)), 7),
                        "4114",
                        MESSAGE_TIMEOUT),
                new Attack(
                        "a body byte by byte",
                        peer -> peer.connected()
                                .say(frame("SEND\ndestination:/topic/demo.a\ncontent-length:1000000\n\n"))
                                .drip(frame("x"), 7),
                        "4114",
                        MESSAGE_TIMEOUT),
                new Attack(
                        "pings",
                        peer -> peer.connected().flood(frame(true, Opcode.PING, new byte[125])),
                        "4111",
                        TOO_FAST),
                new Attack(
                        "frames of one byte",
                        peer -> peer.connected()
                                .say(frame(false, Opcode.TEXT, bytes("\n")))
                                .flood(frame(false, Opcode.CONTINUATION, bytes("\n"))),
                        "4111",
                        TOO_FAST),
                new Attack(
                        "SEND at full speed",
                        peer -> peer.connected().flood(frame("SEND\ndestination:/topic/demo.flood\n\nx\0")),
                        "4111",
                        TOO_FAST),
                new Attack(
                        "bytes at full speed",
                        peer -> peer.connected()
                                .flood(frame("SEND\ndestination:/topic/demo.flood\n\n" + "x".repeat(100_000) + "\0")),
                        "4111",
                        TOO_FAST));
    }

    private static List<Attack> lies() {
        return List.of(
                lie("a frame that is not masked", "1002", VIOLATION, new byte[] {(byte) 0x81, 1, '\n'}),
                lie("a length of 2^63-1", "1009", TOO_BIG, header(0x82, Long.MAX_VALUE)),
                lie("a length of 2^64-1", "1002", VIOLATION, header(0x82, -1)),
                lie("a ping of 2^63-1 bytes", "1002", VIOLATION, header(0x89, Long.MAX_VALUE)),
                lie("a negative content-length", "4000", STOMP_ERROR, send("content-length:-1")),
                lie("a content-length of 2^63-1", "4000", STOMP_ERROR, send("content-length:" + Long.MAX_VALUE)),
                lie("a content-length of 2^100", "4000", STOMP_ERROR, send("content-length:1" + "0".repeat(30))),
                lie("hundreds of headers", "4000", STOMP_ERROR, send(MANY_HEADERS.strip())),
                lie("a header line of 100 kB", "4000", STOMP_ERROR, send("a:" + "b".repeat(100_000))),
                lie("nine names in one", "4000", STOMP_ERROR, send("destination:" + composite(9, ""))),
                lie("a thousand names in one", "4000", STOMP_ERROR, send("destination:" + composite(500, ""))),
                lie("names within names", "4000", STOMP_ERROR, send("destination:" + composite(3, ",queue://x"))),
                lie("options within names", "4000", STOMP_ERROR, send("destination:" + composite(3, "?a=b"))),
                lie("parts without an end", "4000", STOMP_ERROR, send("destination:/topic/demo" + ".a".repeat(2000))));
    }

    private static Attack lie(String name, String ending, String metric, byte[] bytes) {
        return new Attack(name, peer -> peer.connected().say(bytes), ending, metric);
    }

    private static byte[] send(String header) {
        return frame("SEND\n" + header + "\n\n\0");
    }

    private static String composite(int names, String tail) {
        return "/topic/demo.a" + ",/topic/demo.b".repeat(names - 1) + tail;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attackerIsClosedWhileOthersAreServed(Attack attack) throws Exception {
        assertThat(Objects.requireNonNull(endings.get(attack.name)).get()).isEqualTo(attack.ending);
        told++;
        writer.send("SEND\ndestination:/topic/demo.honest\n\n" + told + "^@");
        assertThat(reader.message()).isEqualTo(Integer.toString(told));
    }

    @Test
    void eachOfThemIsCounted() throws Exception {
        for (Future<String> ending : endings.values()) {
            ending.get();
        }
        Map<String, Long> expected = attacks()
                .filter(attack -> !attack.metric.isEmpty())
                .collect(Collectors.groupingBy(Attack::metric, Collectors.counting()));

        assertThat(expected)
                .allSatisfy((metric, count) ->
                        assertThat(bridge.metric("stompbridge_" + metric)).isEqualTo(count));
        await().until(() -> bridge.metric("stompbridge_connections") == 2);
    }
}
