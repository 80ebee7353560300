package dev.stompbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.fanout.FrameBytes;
import dev.stompbridge.fanout.Outboxes;
import dev.stompbridge.http.HttpLimits;
import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.security.SessionRates;
import dev.stompbridge.session.Arrival;
import dev.stompbridge.session.Outbound;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.TestTls;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.WebSocketLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suspending and resuming reads while a large write is half done must not stop the write. */
final class ReadSuspensionTest {
    private static final int SMALL_BUFFER = 4 * 1024;
    private static final int LARGE = 8 * 1024 * 1024;

    private final Metrics metrics = new Metrics();
    private final PausingEndpoint endpoint = new PausingEndpoint();

    @TempDir
    Path directory;

    @Test
    void aPartialWriteGoesOnWhenReadingIsSuspendedAndResumed() throws Exception {
        try (Server server = start(null);
                RawClient raw = RawClient.connect(server.port(), SMALL_BUFFER)) {
            suspendInTheMiddleOfALargeWrite(raw);
        }
    }

    @Test
    void aPartialWriteGoesOnWhenReadingIsSuspendedAndResumedOverTls() throws Exception {
        SSLContext client = TestTls.context(directory);
        try (Tls tls = Tls.start(TestTls.settings(directory), metrics);
                Server server = start(tls);
                RawClient raw = TestTls.connect(client, server.port(), SMALL_BUFFER)) {
            suspendInTheMiddleOfALargeWrite(raw);
        }
    }

    @Test
    void aPartialWriteGoesOnWhileReadingStaysSuspended() throws Exception {
        try (Server server = start(null);
                RawClient raw = RawClient.connect(server.port(), SMALL_BUFFER)) {
            WsClient client = WsClient.over(raw, "/pausing", null);
            client.sendText("large");
            await().until(() -> endpoint.messages.get() == 1);
            client.sendText("pause");
            await().until(() -> metrics.value(Metric.READING_SUSPENDED) == 1);

            assertThat(client.message().payload()).isEqualTo(endpoint.large);
        }
    }

    private void suspendInTheMiddleOfALargeWrite(RawClient raw) {
        WsClient client = WsClient.over(raw, "/pausing", null);
        client.sendText("large");
        await().until(() -> endpoint.messages.get() == 1);
        for (int i = 1; i <= 20; i++) {
            int suspended = i;
            client.sendText("pause");
            await().until(() -> metrics.value(Metric.READING_SUSPENDED) == suspended);
            endpoint.resume();
        }

        assertThat(client.message().payload()).isEqualTo(endpoint.large);
        client.sendText("still there?");
        assertThat(client.message().text()).isEqualTo("still there?");
    }

    private Server start(@Nullable Tls tls) throws Exception {
        Duration minute = Duration.ofMinutes(1);
        Server.Settings settings = new Server.Settings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                1,
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
                request -> HttpResponse.text(404, ""), Map.of("/pausing", endpoint), Gate.ofLoopback(), new IoRounds());
        Outboxes outboxes = new Outboxes(
                new Outboxes.Bounds(Long.MAX_VALUE, Integer.MAX_VALUE), Runnable::run, metrics, System::nanoTime);
        return Server.start(settings, content, tls, Server.Services.of(metrics, System::nanoTime, outboxes));
    }

    /** Sends 8 MiB for "large", asks for a pause after "pause", and echoes everything else. */
    private static final class PausingEndpoint implements Endpoint {
        private final byte[] large = new byte[LARGE];
        private final AtomicInteger messages = new AtomicInteger();
        private volatile boolean flooded;
        private volatile @Nullable Outbound out;

        private PausingEndpoint() {
            new Random(1).nextBytes(large);
        }

        private void resume() {
            flooded = false;
            Outbound opened = out;
            if (opened != null) {
                opened.resumeReading();
            }
        }

        @Override
        public List<String> subprotocols() {
            return List.of();
        }

        @Override
        public Bounds bounds() {
            return Bounds.withoutLogin(new WebSocketLimits(1024, 1024), 2 * LARGE);
        }

        @Override
        public Conversation open(Outbound opened, Arrival arrival, SessionRates rates) {
            out = opened;
            return new Conversation() {
                @Override
                public boolean onMessage(Opcode opcode, byte[] payload) {
                    String text = new String(payload, java.nio.charset.StandardCharsets.UTF_8);
                    switch (text) {
                        case "large" -> opened.send(FrameBytes.frame(Opcode.BINARY, large));
                        case "pause" -> flooded = true;
                        default -> opened.send(FrameBytes.frame(opcode, payload));
                    }
                    messages.incrementAndGet();
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

                @Override
                public boolean isFlooded() {
                    return flooded;
                }
            };
        }
    }
}
