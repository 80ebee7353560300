package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeader;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of error has a counter of its own, and none tells anything of the inside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ErrorContentTest {
    private static final Pattern COUNTER =
            Pattern.compile("stompbridge_disconnects_total\\{reason=\"([a-z0-9_]+)\"} ([0-9]+)(?:\\.0)?");

    /** Classes, packages, stack traces, addresses and versions; keys of the protocol are named as they are. */
    private static final Pattern INSIDE = Pattern.compile(
            "(?i)exception|\\sat [a-z]+\\.|\\borg\\.|\\bjava|jakarta|dev\\.stomp|apache|activemq(?!\\.[a-z])|vm:|tcp:|link:"
                    + "|kaha|mina|jetty|\\.java|(?<![§.0-9])[0-9]+\\.[0-9]+\\.[0-9]+|snapshot");

    private static final String DURABLE =
            "SUBSCRIBE\nid:%s\ndestination:/topic/test.durable\nactivemq.subscriptionName:same\n\n^@";

    private final TestBridge bridge = TestBridge.start("stomp.transaction-timeout=1s", "broker.max-destinations=10");

    @AfterAll
    void stop() {
        bridge.close();
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                arguments("stomp_error", "", "no colon\n\n^@"),
                arguments("stomp_error", "", "SEND\nno colon\n\n^@"),
                arguments("stomp_error", "", "SEND\ndestination:nowhere\n\n^@"),
                arguments("stomp_error", "", "SEND\ndestination:/queue/test.a\npriority:java.lang.Object\n\n^@"),
                arguments("stomp_error", "", "SUBSCRIBE\nid:s\ndestination:/queue/test.a\nselector:a = \n\n^@"),
                arguments("stomp_error", "", "ACK\nid:1\n\n^@"),
                arguments("stomp_error", "", "COMMIT\ntransaction:t\n\n^@"),
                arguments("stomp_error", "client-id:twice\n", DURABLE.formatted("a") + DURABLE.formatted("b")),
                arguments(
                        "stomp_error",
                        "",
                        IntStream.range(0, 20)
                                .mapToObj(i -> "SEND\ndestination:/queue/test.many." + i + "\n\n^@")
                                .collect(Collectors.joining())),
                arguments("access_denied", "", "SEND\ndestination:/queue/secret\n\n^@"),
                arguments("access_denied", "", "SUBSCRIBE\nid:s\ndestination:/topic/ActiveMQ.Advisory.>\n\n^@"),
                arguments(
                        "access_denied",
                        "",
                        "BEGIN\ntransaction:t\n\n^@SEND\ndestination:/queue/secret\ntransaction:t\n\n^@"
                                + "COMMIT\ntransaction:t\n\n^@"),
                arguments("transaction_timeout", "", "BEGIN\ntransaction:t\n\n^@"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("errors")
    void eachKindOfErrorIsCountedByItselfAndTellsNothing(String reason, String connect, String frames) {
        Map<String, Long> expected = counters();
        expected.merge(reason, 1L, Long::sum);
        try (StompClient client = open()) {
            client.connected("login:tester\npasscode:tester-demo\n" + connect).send(frames);

            checkEnd(client, reason);
        }
        await().until(() -> counters().equals(expected));
    }

    @Test
    void refusedLoginsAreCountedAndTellNothing() {
        Map<String, Long> expected = counters();
        expected.merge("login_refused", 1L, Long::sum);
        expected.merge("client_id_in_use", 1L, Long::sum);
        expected.merge("vanished", 1L, Long::sum);
        try (StompClient first = open().connected("login:tester\npasscode:tester-demo\nclient-id:one\n");
                StompClient second = open();
                StompClient stranger = open()) {
            second.send(
                    "CONNECT\naccept-version:1.2\nhost:test\nlogin:tester\npasscode:tester-demo\nclient-id:one\n\n^@");
            checkEnd(second, "client_id_in_use");
            stranger.send("CONNECT\naccept-version:1.2\nhost:test\nlogin:tester\npasscode:wrong\n\n^@");
            checkEnd(stranger, "login_refused");
            first.ws().raw().close();
            await().until(() -> counters().equals(expected));
        }
    }

    @Test
    void connectedTellsNothingButWhatWasNegotiated() {
        try (StompClient client = open()) {
            StompFrame connected =
                    client.send("CONNECT\naccept-version:1.2\nhost:test\n\n^@").await(StompCommand.CONNECTED);

            assertThat(connected.headers())
                    .extracting(StompHeader::name)
                    .containsExactly("version", "session", "server", "heart-beat");
            assertThat(connected.headers().get("server")).isEqualTo("StompBridge");
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void refusedRequestsTellNothing(String request) {
        try (RawClient client = RawClient.connect(bridge.port())) {
            String answer =
                    client.send(request + "\r\nConnection: close\r\n\r\n").readToEnd();

            assertThat(answer)
                    .startsWith("HTTP/1.1 4")
                    .doesNotContainPattern(INSIDE)
                    .doesNotContain("Server:");
        }
    }

    static List<String> requests() {
        return List.of(
                "GET /nothing HTTP/1.1\r\nHost: a",
                "GET /stomp HTTP/1.1\r\nHost: a",
                "POST / HTTP/1.1\r\nHost: a",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b",
                "GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: a");
    }

    private static void checkEnd(StompClient client, String reason) {
        StompFrame error = client.await(StompCommand.ERROR);
        StringBuilder text = new StringBuilder(new String(error.body(), UTF_8));
        error.headers()
                .forEach(header ->
                        text.append('\n').append(header.name()).append(':').append(header.value()));
        assertThat(client.next()).isNull();
        String close = Objects.requireNonNull(client.closed()).reason();

        assertThat(close)
                .isEqualTo(Disconnect.valueOf(reason.toUpperCase(Locale.ROOT)).reason());
        assertThat(text + "\n" + close).doesNotContainPattern(INSIDE);
        client.ws().sendClose(client.closed());
    }

    private StompClient open() {
        return StompClient.over(WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v12.stomp"));
    }

    private Map<String, Long> counters() {
        return COUNTER.matcher(bridge.get("/metrics").body())
                .results()
                .collect(Collectors.toMap(
                        result -> result.group(1), result -> Long.parseLong(result.group(2)), Long::sum, TreeMap::new));
    }
}
