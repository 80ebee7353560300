package dev.stompbridge.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.broker.Authentication;
import dev.stompbridge.broker.BrokerAccess;
import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.BrokerLinks;
import dev.stompbridge.broker.BrokerSession;
import dev.stompbridge.broker.ConsumerOptions;
import dev.stompbridge.broker.DestinationName;
import dev.stompbridge.broker.Identity;
import dev.stompbridge.broker.Login;
import dev.stompbridge.brokerconfig.EmbeddedBroker;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings;
import dev.stompbridge.brokerconfig.LinkLogin;
import dev.stompbridge.brokerconfig.PasswordHash;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.testkit.Relay;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shared topics over TCP, whose link ends or is interrupted. */
final class LostBrokerTest {
    private static final String HASH = PasswordHash.create("secret".toCharArray(), new SecureRandom());
    private static final String TOPIC = "/topic/test.news";
    private static final int SECONDS = 20;

    private final ExecutorService hubThread = Executors.newSingleThreadExecutor();
    private final ExecutorService ioThread = Executors.newSingleThreadExecutor();
    private final Metrics metrics = new Metrics();
    private final Outboxes outboxes =
            new Outboxes(new Outboxes.Bounds(Long.MAX_VALUE, Integer.MAX_VALUE), hubThread, metrics, System::nanoTime);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Rounds rounds = Runnable::run;

    @TempDir
    Path directory;

    private @Nullable EmbeddedBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = keep(EmbeddedBroker.start(settings()));
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        hubThread.shutdownNow();
        ioThread.shutdownNow();
    }

    @Test
    void whenTheLinkIsLostMembersStayAndTheTopicSubscribesAgain() throws Exception {
        Relay relay = keep(new Relay(port()));
        BrokerLinks links = links("tcp://127.0.0.1:" + relay.port());
        Hub hub = hub();
        Reader curious = new Reader(ioThread, outboxes);
        Reader other = new Reader(ioThread, outboxes);
        BrokerSession session = login(links);
        assertThat(join(hub, session, curious.join("c", true))).isEmpty();
        assertThat(join(hub, session, other.join("o", false))).isEmpty();
        publish("first");
        assertThat(curious.next()).contains("subscription:c\n", "first");
        assertThat(other.next()).contains("subscription:o\n", "first");
        assertThat(metrics.value(Metric.GAPS)).isZero();

        relay.cut();
        await().until(() -> metrics.value(Metric.LINKS_LOST) == 1);
        assertThat(join(hub, session, other.join("o2", false))).contains(BrokerException.Kind.LOST);
        publish("missed");
        hub.retry();
        relay.open();
        await().pollInterval(Duration.ofMillis(50)).until(() -> {
            hub.retry();
            return metrics.value(Metric.GAPS) == 2;
        });
        publish("second");

        assertThat(curious.next())
                .contains("subscription:c\n", "x-gap:true\n", "destination:" + TOPIC)
                .doesNotContain("missed");
        assertThat(curious.next()).contains("second");
        assertThat(other.next()).contains("second").doesNotContain("x-gap");
        assertThat(links.subscriptionCount()).isEqualTo(1);
        assertThat(join(hub, session, other.join("o3", true))).isEmpty();
        publish("third");
        assertThat(other.next()).contains("third");
        assertThat(metrics.value(Metric.GAPS)).isEqualTo(2);
    }

    @Test
    void whoJoinsWhileTheBrokerIsAwayIsToldSo() throws Exception {
        Relay relay = keep(new Relay(port()));
        BrokerLinks links = links("tcp://127.0.0.1:" + relay.port());
        Hub hub = hub();
        BrokerSession session = login(links);
        relay.cut();
        Reader reader = new Reader(ioThread, outboxes);

        assertThat(join(hub, session, reader.join("a", true))).contains(BrokerException.Kind.LOST);
        assertThat(join(hub, session, reader.join("b", true))).contains(BrokerException.Kind.LOST);

        relay.open();
        assertThat(join(hub, session, reader.join("c", true))).isEmpty();
        publish("hello");
        assertThat(reader.next()).contains("subscription:c\n", "hello");
        assertThat(metrics.value(Metric.GAPS)).isZero();
    }

    @Test
    void whenTheLinkWasInterruptedTheGapIsToldOnceItIsUsedAgain() throws Exception {
        Relay relay = keep(new Relay(port()));
        BrokerLinks links = links("failover:(tcp://127.0.0.1:" + relay.port()
                + ")?initialReconnectDelay=20&maxReconnectDelay=100&warnAfterReconnectAttempts=-1");
        Hub hub = hub();
        Reader reader = new Reader(ioThread, outboxes);
        assertThat(join(hub, login(links), reader.join("s", true))).isEmpty();
        publish("first");
        assertThat(reader.next()).contains("first");

        relay.cut();
        await().until(() -> metrics.value(Metric.LINKS_INTERRUPTED) == 1);
        publish("missed");
        assertThat(reader.hasNothing()).isTrue();
        relay.open();

        assertThat(reader.next()).contains("x-gap:true");
        await().until(() -> broker().statistics().connections() > 0);
        assertThat(metrics.value(Metric.GAPS)).isEqualTo(1);
        assertThat(metrics.value(Metric.LINKS_LOST)).isZero();
        await().pollInterval(Duration.ofMillis(100)).until(() -> {
            publish("second");
            return !reader.hasNothing();
        });
        assertThat(reader.next()).contains("second").doesNotContain("missed");
    }

    /** While the I/O threads do not come around, the topic takes nothing; the broker has no room for what it would keep. */
    @Test
    void aSubscriptionThatTheBrokerEndsIsOpenedAgain() throws Exception {
        List<Runnable> waiting = new ArrayList<>();
        rounds = waiting::add;
        BrokerLinks links = keep(new BrokerLinks(new Inside(broker()), false, metrics));
        Hub hub = hub();
        Reader reader = new Reader(ioThread, outboxes);
        assertThat(join(hub, login(links), reader.join("s", true))).isEmpty();
        String large = "x".repeat(100_000);

        for (int i = 0; metrics.value(Metric.GAPS) == 0; i++) {
            assertThat(i).as("messages").isLessThan(1000);
            publish(large);
        }

        String next = reader.next();
        while (!next.contains("x-gap:true")) {
            next = reader.next();
        }
        hubThread.submit(() -> waiting.forEach(Runnable::run)).get(SECONDS, TimeUnit.SECONDS);
        assertThat(links.subscriptionCount()).isEqualTo(1);
    }

    private <T extends AutoCloseable> T keep(T part) {
        opened.add(part);
        return part;
    }

    private EmbeddedBroker broker() {
        return Objects.requireNonNull(broker);
    }

    private int port() {
        return broker().openWirePort();
    }

    private Hub hub() {
        Hub.Services services = new Hub.Services(hubThread, rounds, metrics, System::nanoTime);
        return new Hub(
                new Hub.Settings(Duration.ZERO, 10, 100, new DeliveryPolicies(List.of())),
                services,
                new Snapshots(
                        new Snapshots.Settings(List.of(), 0, directory.resolve("snapshots")),
                        services,
                        System::currentTimeMillis));
    }

    private BrokerLinks links(String uri) {
        return keep(new BrokerLinks(new ByUri(URI.create(uri)), false, metrics));
    }

    /** What kind of failure the reply tells; empty if it tells none. */
    private static Optional<BrokerException.Kind> join(Hub hub, BrokerSession session, Join join) throws Exception {
        CompletableFuture<Optional<BrokerException.Kind>> reply = new CompletableFuture<>();
        hub.join(
                session.upstream(),
                ConsumerOptions.plain(DestinationName.forSubscribe(TOPIC), 1, null),
                join,
                failure -> reply.complete(Optional.ofNullable(failure).map(BrokerException::kind)));
        return reply.get(SECONDS, TimeUnit.SECONDS);
    }

    private static BrokerSession login(BrokerLinks links) throws Exception {
        CompletableFuture<BrokerSession> session = new CompletableFuture<>();
        links.login(Login.anonymous(null), (open, failure) -> {
            if (open == null) {
                session.completeExceptionally(new AssertionError(failure));
            } else {
                session.complete(open);
            }
        });
        return session.get(SECONDS, TimeUnit.SECONDS);
    }

    /** By a link that nothing cuts. */
    private void publish(String body) throws Exception {
        try (BrokerLinks direct =
                new BrokerLinks(new ByUri(URI.create("tcp://127.0.0.1:" + port())), false, new Metrics())) {
            CompletableFuture<Boolean> sent = new CompletableFuture<>();
            login(direct)
                    .send(
                            new StompFrame(
                                    StompCommand.SEND,
                                    StompHeaders.of("destination", TOPIC),
                                    body.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                            failure -> sent.complete(failure == null));
            assertThat(sent.get(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    private EmbeddedBrokerSettings settings() {
        EmbeddedBrokerSettings.Limits limits = new EmbeddedBrokerSettings.Limits(
                1L << 20, 16L << 20, 4L << 20, 100, 1000, 1 << 20, 1L << 20, Duration.ofMinutes(5));
        return new EmbeddedBrokerSettings(
                directory,
                limits,
                new EmbeddedBrokerSettings.Connector(true, "127.0.0.1", 0, 10),
                new EmbeddedBrokerSettings.Connector(false, "127.0.0.1", 0, 1),
                new EmbeddedBrokerSettings.Security(
                        List.of(new EmbeddedBrokerSettings.User("backend", HASH, Set.of("all"))),
                        Set.of(),
                        List.of(new EmbeddedBrokerSettings.Grant("topic://test.>", Set.of("all"), Set.of("all")))));
    }

    private record ByUri(URI uri) implements BrokerAccess {
        @Override
        public Authentication authenticate(Login login) {
            return Authentication.anonymous(new Identity(Set.of("all")));
        }

        @Override
        public boolean canDelay() {
            return false;
        }

        @Override
        public Credentials linkCredentials(Identity identity) {
            return new Credentials("backend", "secret");
        }
    }

    private record Inside(EmbeddedBroker broker) implements BrokerAccess {
        @Override
        public URI uri() {
            return broker.vmUri();
        }

        @Override
        public Authentication authenticate(Login login) {
            return Authentication.anonymous(new Identity(Set.of("all")));
        }

        @Override
        public boolean canDelay() {
            return false;
        }

        @Override
        public Credentials linkCredentials(Identity identity) {
            LinkLogin login = broker.linkLogin(identity.groups());
            return new Credentials(login.user(), login.password());
        }
    }
}
