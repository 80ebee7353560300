package dev.stompbridge.net;

import static dev.stompbridge.testkit.RawHttp.HOST;
import static dev.stompbridge.testkit.RawHttp.get;
import static dev.stompbridge.testkit.RawHttp.head;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.http.HttpViolation;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.RawHttp.Answer;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an embedder adds to the public port: resources and streams of events, over real sockets. */
final class EventStreamTest {
    private static final String CUT = "stompbridge_event_streams_cut_total";
    private static final String OPEN = "stompbridge_event_streams";
    private static final String STREAM_HEAD = """
            HTTP/1.1 200 OK
            Content-Type: text/event-stream
            Cache-Control: no-store
            X-Content-Type-Options: nosniff
            Connection: close

            """.replace("\n", "\r\n");
    private static final byte[] EVENT = "data: 1\n\n".getBytes(ISO_8859_1);

    private final Readers readers = new Readers();
    private final Additions additions = new Additions(
            Map.of(
                    "/api/who",
                    (request, caller) -> HttpResponse.text(
                            200, caller.direct().text() + " " + caller.client().text() + " " + request.headBytes())),
            Map.of("/api/events", readers));

    /** Greets each reader, and refuses whoever asks for nothing. */
    private static final class Readers implements EventEndpoint {
        private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public Reader accept(HttpRequest request) throws HttpViolation {
            if (request.query() == null) {
                throw new HttpViolation(400, "Something must be asked for.");
            }
            return new Reader() {
                @Override
                public void opened(EventStream out) {
                    out.send(("data: " + out.headBytes() + "\n\n").getBytes(ISO_8859_1));
                    open.add(out);
                }

                @Override
                public void closed() {
                    closed.incrementAndGet();
                }
            };
        }

        private void send(byte[] event) {
            open.removeIf(out -> !out.send(event));
        }
    }

    private TestBridge start(String... settings) {
        return TestBridge.start(null, additions, settings);
    }

    private RawClient open(TestBridge bridge) {
        int before = readers.open.size();
        RawClient client = RawClient.connect(bridge.port(), 4096);
        client.send(
                get("/api/events?x", "Accept: text/event-stream\r\nLast-Event-ID: 1\r\nOrigin: https://a.example\r\n"));
        assertThat(client.readHead()).isEqualTo(STREAM_HEAD);
        assertThat(client.readFully(11)).isEqualTo("data: " + STREAM_HEAD.length() + "\n\n");
        await().until(() -> readers.open.size() > before);
        return client;
    }

    @Test
    void everyReaderGetsEveryEvent() {
        try (TestBridge bridge = start();
                RawClient one = open(bridge);
                RawClient two = open(bridge);
                WsClient webSocket = WsClient.open(bridge.port(), "/echo")) {
            readers.send(EVENT);

            assertThat(one.readFully(EVENT.length)).isEqualTo("data: 1\n\n");
            assertThat(two.readFully(EVENT.length)).isEqualTo("data: 1\n\n");
            assertThat(bridge.metric(OPEN)).isEqualTo(2);
            assertThat(bridge.metric("stompbridge_event_streams_opened_total")).isEqualTo(2);
            assertThat(bridge.metric("stompbridge_websockets")).isEqualTo(1);
            assertThat(webSocket).isNotNull();
        }
    }

    @Test
    void whoeverLeavesIsForgottenOnce() {
        try (TestBridge bridge = start()) {
            try (RawClient leaves = open(bridge);
                    RawClient resets = open(bridge)) {
                resets.reset();
                leaves.finish();
                assertThat(leaves.readToEnd()).isEmpty();
            }
            await().until(() -> readers.closed.get() == 2 && bridge.metric(OPEN) == 0);
            readers.send(EVENT);
            assertThat(readers.open).isEmpty();
        }
        assertThat(readers.closed).hasValue(2);
    }

    @Test
    void readerThatStallsIsCutAndTheOthersGoOn() {
        byte[] large = ("data: " + "x".repeat(16 * 1024) + "\n\n").getBytes(ISO_8859_1);
        try (TestBridge bridge = start("outbox.max-bytes=1MiB", "stomp.max-body=64KiB");
                RawClient stalled = open(bridge);
                RawClient reads = open(bridge)) {
            for (int sent = 0; readers.closed.get() == 0; sent++) {
                assertThat(sent).as("32 MiB and nobody is cut").isLessThan(2048);
                readers.send(large);
                assertThat(reads.readFully(large.length)).hasSize(large.length).endsWith("\n\n");
            }
            readers.send(EVENT);

            assertThat(reads.readFully(EVENT.length)).isEqualTo("data: 1\n\n");
            assertThat(bridge.metric(CUT)).isEqualTo(1);
            assertThat(readers.open).hasSize(1);
            assertThat(stalled).isNotNull();
        }
    }

    @Test
    void eventThatWaitsForTooLongEndsItsStream() {
        byte[] large = ("data: " + "x".repeat(900 * 1024) + "\n\n").getBytes(ISO_8859_1);
        try (TestBridge bridge = start("outbox.max-age=1s");
                RawClient stalled = open(bridge)) {
            readers.send(large);
            readers.send(EVENT);

            await().until(() -> readers.closed.get() == 1);
            assertThat(bridge.metric(CUT)).isEqualTo(1);
            assertThat(stalled).isNotNull();
        }
    }

    /** WHATWG HTML §9.2.7. */
    @Test
    void silenceIsBrokenByAComment() {
        try (TestBridge bridge = start("websocket.ping-after=200ms", "web.idle-timeout=100ms", "web.head-timeout=1s");
                RawClient client = open(bridge)) {
            assertThat(client.readFully(9)).isEqualTo(":\n\n:\n\n:\n\n");
        }
    }

    @Test
    void whatIsSentAfterTheRequestIsDiscardedUpToAHeadsLength() {
        try (TestBridge bridge = start();
                RawClient client = open(bridge)) {
            client.send(get("/api/who", ""));
            readers.send(EVENT);
            assertThat(client.readFully(EVENT.length)).isEqualTo("data: 1\n\n");

            client.send("x".repeat(8192));
            await().until(() -> readers.closed.get() == 1);
            assertThat(bridge.metric(CUT)).isEqualTo(1);
        }
    }

    @Test
    void streamsEndWithTheBridgeAtTheBorderOfAnEvent() {
        TestBridge bridge = start();
        try (RawClient client = open(bridge)) {
            readers.send(EVENT);
            long began = System.nanoTime();
            bridge.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            assertThat(client.readToEnd()).isEqualTo("data: 1\n\n");
            assertThat(readers.closed).hasValue(1);
        }
    }

    /** RFC 9110 §9.3.2. */
    @Test
    void headIsTheHeadAlone() {
        try (TestBridge bridge = start();
                RawClient client = RawClient.connect(bridge.port())) {
            client.send(head("HEAD /api/events?x HTTP/1.1", HOST));

            assertThat(client.readToEnd()).isEqualTo(STREAM_HEAD);
            assertThat(readers.open).isEmpty();
            assertThat(bridge.metric("stompbridge_event_streams_opened_total")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"GET /api/events, 400", "HEAD /api/events, 400", "POST /api/events?x, 405", "POST /api/who, 405"})
    void otherRequestsAreRefused(String request, int status) {
        try (TestBridge bridge = start();
                RawClient client = RawClient.connect(bridge.port())) {
            client.send(head(request + " HTTP/1.1", HOST));

            assertThat(client.readHead()).startsWith("HTTP/1.1 " + status + " ");
            assertThat(readers.open).isEmpty();
        }
    }

    @Test
    void resourceSeesWhoAsksThroughATrustedProxy() {
        String request = get("/api/who", "X-Forwarded-For: 192.0.2.7\r\n");
        try (TestBridge direct = start();
                TestBridge behind = start(
                        TestBridge.bounded("web.proxies.networks=127.0.0.0/8", "web.proxies.headers=x-forwarded"));
                RawClient one = RawClient.connect(direct.port());
                RawClient two = RawClient.connect(behind.port())) {
            assertThat(Answer.to(one.send(request)).body()).isEqualTo("127.0.0.1 127.0.0.1 " + request.length());
            assertThat(Answer.to(two.send(request)).body()).isEqualTo("127.0.0.1 192.0.2.7 " + request.length());
        }
    }

    @Test
    void streamCountsForTheAddressThatTheProxyNames() {
        String request = get("/api/events?x", "X-Forwarded-For: 192.0.2.7\r\n");
        try (TestBridge bridge = start(TestBridge.bounded(
                        "limits.connections-per-address=1",
                        "web.proxies.networks=127.0.0.0/8",
                        "web.proxies.headers=x-forwarded"));
                RawClient first = RawClient.connect(bridge.port());
                RawClient second = RawClient.connect(bridge.port())) {
            first.send(request);
            assertThat(first.readHead()).startsWith("HTTP/1.1 200 ");

            assertThat(Answer.to(second.send(request)).status()).isEqualTo(503);
            assertThat(readers.open).hasSize(1);
        }
    }
}
