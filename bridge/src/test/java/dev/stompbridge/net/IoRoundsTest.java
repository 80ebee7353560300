package dev.stompbridge.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.fanout.FrameBytes;
import dev.stompbridge.fanout.Outboxes;
import dev.stompbridge.http.HttpLimits;
import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.security.SessionRates;
import dev.stompbridge.session.Arrival;
import dev.stompbridge.session.Outbound;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.WebSocketLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two I/O threads, of which the first serves the first connection and the second the second. */
final class IoRoundsTest {
    private static final int SECONDS = 20;

    private final IoRounds rounds = new IoRounds();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Server server = start();

    @AfterEach
    void stop() {
        released.countDown();
        server.close();
    }

    @Test
    void withoutConnectionsARoundEndsAtOnce() {
        rounds.afterNext(() -> ended.set(true));

        assertThat(ended).isTrue();
    }

    @Test
    void aRoundEndsWhenEveryIoThreadHasComeAround() throws Exception {
        try (WsClient first = connect();
                WsClient second = connect()) {
            hold(first);
            rounds.afterNext(() -> ended.set(true));
            assertThat(second.sendText("you?").message().text()).isEqualTo("you?");
            assertThat(second.sendText("again?").message().text()).isEqualTo("again?");
            assertThat(ended).isFalse();

            released.countDown();

            await().untilTrue(ended);
        }
    }

    @Test
    void anIoThreadThatStandsStillIsNotWaitedForForEver() throws Exception {
        try (WsClient first = connect();
                WsClient second = connect()) {
            assertThat(second.sendText("there?").message().text()).isEqualTo("there?");
            hold(first);
            rounds.afterNext(() -> ended.set(true));

            await().until(() -> {
                rounds.tick();
                return ended.get();
            });
        }
    }

    @Test
    void anIoThreadWithoutConnectionsIsNotWaitedFor() {
        WsClient first = connect();
        try (WsClient second = connect()) {
            first.close();
            await().until(() -> server.connectionCount() == 1);
            assertThat(second.sendText("there?").message().text()).isEqualTo("there?");

            await().until(() -> {
                AtomicBoolean one = new AtomicBoolean();
                rounds.afterNext(() -> one.set(true));
                second.sendText("go on");
                second.message();
                return one.get();
            });
        }
    }

    private WsClient connect() {
        return WsClient.open(server.port(), "/holding");
    }

    private void hold(WsClient client) throws InterruptedException {
        client.sendText("hold");
        assertThat(held.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private Server start() {
        Duration minute = Duration.ofMinutes(1);
        Server.Settings settings = new Server.Settings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                2,
                10,
                HttpLimits.DEFAULT,
                minute,
                minute,
                minute,
                minute,
                minute,
                minute,
                minute,
                Duration.ZERO);
        Content content = new Content(
                request -> HttpResponse.text(404, ""),
                Map.of("/holding", new HoldingEndpoint()),
                Gate.ofLoopback(),
                rounds);
        Metrics metrics = new Metrics();
        Outboxes outboxes = new Outboxes(
                new Outboxes.Bounds(Long.MAX_VALUE, Integer.MAX_VALUE), Runnable::run, metrics, System::nanoTime);
        try {
            return Server.start(settings, content, null, Server.Services.of(metrics, System::nanoTime, outboxes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds its I/O thread after "hold", and echoes everything else. */
    private final class HoldingEndpoint implements Endpoint {
        @Override
        public List<String> subprotocols() {
            return List.of();
        }

        @Override
        public Bounds bounds() {
            return Bounds.withoutLogin(new WebSocketLimits(1024, 1024), 1024 * 1024);
        }

        @Override
        public Conversation open(Outbound out, Arrival arrival, SessionRates rates) {
            return new Conversation() {
                @Override
                public boolean onMessage(Opcode opcode, byte[] payload) {
                    if (new String(payload, UTF_8).equals("hold")) {
                        holdThread();
                    } else {
                        out.send(FrameBytes.frame(opcode, payload));
                    }
                    return true;
                }

                @Override
                public void onTooFast(String rule) {
                    throw new AssertionError(rule);
                }

                @Override
                public void onTooSlow() {
                    throw new AssertionError("too slow");
                }

                @Override
                public void onWritten(long position) {}

                @Override
                public void onClosed() {}
            };
        }

        private void holdThread() {
            held.countDown();
            try {
                assertThat(released.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
