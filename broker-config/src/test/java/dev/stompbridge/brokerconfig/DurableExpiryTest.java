package dev.stompbridge.brokerconfig;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Later;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.broker.region.RegionBroker;
import org.apache.activemq.broker.region.TopicRegion;
import org.apache.activemq.command.RemoveSubscriptionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = SECONDS)
final class DurableExpiryTest {

    private static final String TOPIC = "topic://test.durable";
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration SIX_DAYS = Duration.ofDays(6);

    @TempDir
    private Path directory;

    private EmbeddedBroker start(Duration expiresAfter) throws BrokerStartException {
        return TestSettings.in(directory).with(new Later(0, expiresAfter)).start();
    }

    private static TopicSubscriber subscribe(JmsClient client, String topic) throws JMSException {
        return client.session().createDurableSubscriber((Topic) JmsClient.destination(topic), "s");
    }

    private static void subscribeAndLeave(EmbeddedBroker broker, String topic) throws JMSException {
        try (JmsClient client = JmsClient.durable(broker, "admin", "client")) {
            subscribe(client, topic);
            client.send(TOPIC, "stored or not");
        }
        await().until(() -> !region(broker).lookupSubscription("s", "client").isActive());
    }

    private static TopicRegion region(EmbeddedBroker broker) {
        RegionBroker regions = (RegionBroker) BrokerInternals.service(broker).getRegionBroker();
        return (TopicRegion) regions.getTopicRegion();
    }

    private static boolean exists(EmbeddedBroker broker) {
        return region(broker).lookupSubscription("s", "client") != null;
    }

    private AwayTimes awayTimes() {
        return new AwayTimes(directory.resolve("durable-subscriptions.properties"));
    }

    /** Beside the broker's own, so much later and with a week's patience. */
    private DurableExpiry later(EmbeddedBroker broker, Duration offset) {
        return new DurableExpiry(
                BrokerInternals.service(broker), awayTimes(), WEEK, Clock.offset(Clock.systemUTC(), offset));
    }

    @ParameterizedTest
    @ValueSource(strings = {TOPIC, "topic://test.>"})
    void aSubscriptionWhoseOwnerStaysAwayIsRemoved(String topic) throws Exception {
        try (EmbeddedBroker broker = start(Duration.ofSeconds(1))) {
            subscribeAndLeave(broker, topic);

            await().until(() -> broker.statistics().durablesExpired() == 1);
            assertThat(exists(broker)).isFalse();
        }
        try (EmbeddedBroker broker = start(WEEK);
                JmsClient client = JmsClient.admin(broker)) {
            client.send(TOPIC, "creates the topic");
            assertThat(exists(broker)).isFalse();
        }
    }

    @Test
    void aSubscriptionInUseIsNotRemoved() throws Exception {
        try (EmbeddedBroker broker = start(WEEK);
                JmsClient client = JmsClient.durable(broker, "admin", "client")) {
            TopicSubscriber subscriber = subscribe(client, TOPIC);
            DurableExpiry expiry = later(broker, Duration.ofDays(100));
            expiry.run();
            client.send(TOPIC, "still there");

            assertThat(JmsClient.text(subscriber)).isEqualTo("still there");
            assertThat(expiry.expired()).isZero();
        }
    }

    @Test
    void whoComesBackInTimeFindsHisMessages() throws Exception {
        try (EmbeddedBroker broker = start(WEEK)) {
            subscribeAndLeave(broker, TOPIC);
            try (JmsClient client = JmsClient.admin(broker)) {
                client.send(TOPIC, "meanwhile");
            }
            later(broker, SIX_DAYS).run();
            try (JmsClient client = JmsClient.durable(broker, "admin", "client")) {
                assertThat(JmsClient.text(subscribe(client, TOPIC))).isEqualTo("stored or not");
            }
        }
    }

    @Test
    void aRestartDoesNotBeginTheTimeAnew() throws Exception {
        try (EmbeddedBroker broker = start(WEEK)) {
            subscribeAndLeave(broker, TOPIC);
        }
        assertThat(awayTimes().read()).containsOnlyKeys("client,s");
        awayTimes().write(Map.of("client,s", SIX_DAYS));
        try (EmbeddedBroker broker = start(WEEK)) {
            later(broker, Duration.ofHours(23)).run();
            assertThat(exists(broker)).isTrue();
            DurableExpiry aDayLater = later(broker, Duration.ofHours(25));
            aDayLater.run();

            assertThat(exists(broker)).isFalse();
            assertThat(aDayLater.expired()).isEqualTo(1);
            assertThat(awayTimes().read()).isEmpty();
        }
    }

    @Test
    void aDamagedFileDelaysOnlyTheExpiry() throws Exception {
        Files.writeString(directory.resolve("durable-subscriptions.properties"), "client,s=soon");
        try (EmbeddedBroker broker = start(WEEK)) {
            subscribeAndLeave(broker, TOPIC);

            assertThat(exists(broker)).isTrue();
        }
    }

    @Test
    void nobodyRemovesTheSubscriptionOfAnotherClient() throws Exception {
        try (EmbeddedBroker broker = start(WEEK);
                JmsClient thief = JmsClient.durable(broker, "admin", "thief")) {
            subscribeAndLeave(broker, TOPIC);
            ActiveMQConnection connection = (ActiveMQConnection) thief.connection();
            RemoveSubscriptionInfo removal = new RemoveSubscriptionInfo();
            removal.setConnectionId(connection.getConnectionInfo().getConnectionId());
            removal.setClientId("client");
            removal.setSubscriptionName("s");

            assertThatExceptionOfType(JMSSecurityException.class).isThrownBy(() -> connection.syncSendPacket(removal));
            assertThat(exists(broker)).isTrue();
        }
    }
}
