package dev.stompbridge.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.brokerconfig.EmbeddedBroker;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings;
import dev.stompbridge.brokerconfig.LinkLogin;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker ends a topic consumer whose backlog fills its spool; whoever owns the subscription is told. */
final class EndedSubscriptionTest {
    private static final int ENOUGH = 500;
    private static final StompFrame LARGE = new StompFrame(
            StompCommand.SEND,
            StompHeaders.of("destination", "/topic/test.large", "content-length", "100000"),
            new byte[100_000]);

    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    @TempDir
    Path directory;

    @Test
    void theOwnerOfASubscriptionThatTheBrokerEndsIsTold() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings());
                BrokerLinks links = new BrokerLinks(new Everybody(broker), false, new Metrics())) {
            BrokerSession session = login(links);
            CompletableFuture<Boolean> subscribed = new CompletableFuture<>();
            session.subscribe(
                    ConsumerOptions.plain(DestinationName.forSubscribe("/topic/test.large"), 1, null),
                    new NeverAcknowledging(),
                    failure -> subscribed.complete(failure == null));
            assertThat(subscribed.get(10, TimeUnit.SECONDS)).isTrue();

            for (int i = 0; i < ENOUGH && ended.get() == 0; i++) {
                CompletableFuture<Boolean> sent = new CompletableFuture<>();
                session.send(LARGE, failure -> sent.complete(failure == null));
                assertThat(sent.get(30, TimeUnit.SECONDS)).isTrue();
            }

            await().until(() -> ended.get() == 1);
            assertThat(delivered).hasValue(1);
            assertThat(broker.statistics().slowConsumersClosed()).isEqualTo(1);
            assertThat(links.subscriptionCount()).isZero();
        }
    }

    private static BrokerSession login(BrokerLinks links) throws Exception {
        CompletableFuture<BrokerSession> session = new CompletableFuture<>();
        links.login(Login.anonymous(null), (opened, failure) -> {
            if (opened == null) {
                session.completeExceptionally(new AssertionError(failure));
            } else {
                session.complete(opened);
            }
        });
        return session.get(10, TimeUnit.SECONDS);
    }

    private EmbeddedBrokerSettings settings() {
        EmbeddedBrokerSettings.Limits limits = new EmbeddedBrokerSettings.Limits(
                1L << 20, 16L << 20, 4L << 20, 100, 1000, 1 << 20, 1L << 20, Duration.ofMinutes(5));
        EmbeddedBrokerSettings.Connector none = new EmbeddedBrokerSettings.Connector(false, "127.0.0.1", 0, 1);
        return new EmbeddedBrokerSettings(
                directory,
                limits,
                none,
                none,
                new EmbeddedBrokerSettings.Security(
                        List.of(),
                        Set.of("all"),
                        List.of(new EmbeddedBrokerSettings.Grant("topic://test.>", Set.of("all"), Set.of("all")))));
    }

    private final class NeverAcknowledging implements BrokerSession.Receiver {
        @Override
        public void onDelivery(Delivery delivery) {
            delivered.incrementAndGet();
        }

        @Override
        public void onBrowsed() {}

        @Override
        public void onEnded() {
            ended.incrementAndGet();
        }
    }

    private record Everybody(EmbeddedBroker broker) implements BrokerAccess {
        @Override
        public URI uri() {
            return broker.vmUri();
        }

        @Override
        public @Nullable Authentication authenticate(Login login) {
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
