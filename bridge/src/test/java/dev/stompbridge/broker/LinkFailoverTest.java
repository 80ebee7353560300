package dev.stompbridge.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.brokerconfig.EmbeddedBroker;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings;
import dev.stompbridge.brokerconfig.PasswordHash;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.command.SessionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link over {@code failover:(tcp://…)} tells when it is interrupted, comes back, and keeps what was asked meanwhile. */
final class LinkFailoverTest {
    private static final String HASH = PasswordHash.create("secret".toCharArray(), new SecureRandom());

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Metrics metrics = new Metrics();
    private final Watched watched = new Watched();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void anInterruptedLinkSaysSoAndResumes() throws Exception {
        int port = freePort();
        EmbeddedBroker first = EmbeddedBroker.start(settings(port));
        OpenWireLink link =
                new LinkOpener(failover(port), threads, metrics).open(new Identity(Set.of("backends")), watched);
        await().until(link::isConnected);

        first.close();

        await().until(() -> watched.interrupted.get() == 1);
        assertThat(link.isConnected()).isFalse();
        assertThat(link.isEnded()).isFalse();
        assertThat(metrics.value(Metric.LINKS_INTERRUPTED)).isEqualTo(1);

        AtomicReference<String> answer = new AtomicReference<>("none yet");
        link.request(
                new SessionInfo(link.sessionId(1)),
                failure -> answer.set(failure == null ? "accepted" : String.valueOf(failure.getMessage())));
        try (EmbeddedBroker second = EmbeddedBroker.start(settings(port))) {
            await().until(link::isConnected);
            await().untilAsserted(() -> assertThat(answer).hasValue("accepted"));
            assertThat(second.statistics().connections()).isEqualTo(1);
            assertThat(watched.lost).hasValue(0);
            link.close(() -> {});
            await().until(() -> second.statistics().connections() == 0);
        }
    }

    private EmbeddedBrokerSettings settings(int port) {
        EmbeddedBrokerSettings.Limits limits = new EmbeddedBrokerSettings.Limits(
                16L << 20, 16L << 20, 16L << 20, 100, 1000, 1 << 20, 1L << 20, Duration.ofMinutes(5));
        return new EmbeddedBrokerSettings(
                directory,
                limits,
                new EmbeddedBrokerSettings.Connector(true, "127.0.0.1", port, 10),
                new EmbeddedBrokerSettings.Connector(false, "127.0.0.1", 0, 1),
                new EmbeddedBrokerSettings.Security(
                        List.of(new EmbeddedBrokerSettings.User("backend", HASH, Set.of("backends"))),
                        Set.of(),
                        List.of()));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static BrokerAccess failover(int port) {
        return new TcpAccess(URI.create("failover:(tcp://127.0.0.1:" + port
                + ")?initialReconnectDelay=20&maxReconnectDelay=100&warnAfterReconnectAttempts=-1"));
    }

    private static final class Watched implements OpenWireLink.Watcher {
        private final AtomicInteger interrupted = new AtomicInteger();
        private final AtomicInteger lost = new AtomicInteger();

        @Override
        public void interrupted(OpenWireLink link) {
            interrupted.incrementAndGet();
        }

        @Override
        public void lost(OpenWireLink link) {
            lost.incrementAndGet();
        }
    }
}
