package dev.stompbridge.brokerconfig;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.IllegalStateException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.activemq.DestinationDoesNotExistException;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQTempQueue;
import org.apache.activemq.command.ActiveMQTempTopic;
import org.apache.activemq.command.ConnectionId;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.DestinationInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Temporary destinations as the links of the bridge make them: numbered at random, so that nobody guesses a name. */
@Timeout(value = 30, unit = SECONDS)
final class TemporaryDestinationTest {

    private EmbeddedBroker broker;
    private OpenWireClient owner;
    private OpenWireClient other;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        broker = TestSettings.in(directory)
                .with(new EmbeddedBrokerSettings.Limits(
                        64L << 20, 64L << 20, 64L << 20, 5, 100, 1 << 20, 1 << 20, Duration.ofMinutes(5)))
                .start();
        owner = OpenWireClient.link(broker, "admins");
        other = OpenWireClient.link(broker, "admins");
    }

    @AfterEach
    void stop() throws Exception {
        owner.close();
        other.close();
        broker.close();
    }

    private static ActiveMQDestination fresh(boolean queue, ConnectionId connection) {
        long number = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        return queue ? new ActiveMQTempQueue(connection, number) : new ActiveMQTempTopic(connection, number);
    }

    private static @Nullable Throwable create(OpenWireClient client, ActiveMQDestination destination)
            throws IOException {
        return client.request(
                new DestinationInfo(client.connection(), DestinationInfo.ADD_OPERATION_TYPE, destination));
    }

    private static @Nullable Throwable remove(OpenWireClient client, ActiveMQDestination destination)
            throws IOException {
        return client.request(
                new DestinationInfo(client.connection(), DestinationInfo.REMOVE_OPERATION_TYPE, destination));
    }

    private ActiveMQDestination created(boolean queue) throws IOException {
        ActiveMQDestination destination = fresh(queue, owner.connection());
        assertThat(create(owner, destination)).isNull();
        return destination;
    }

    private boolean exists(ActiveMQDestination destination) {
        return BrokerInternals.exists(broker, destination.getQualifiedName());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyItsOwnerConsumesAndEverybodyMaySend(boolean queue) throws Exception {
        ActiveMQDestination destination = created(queue);

        assertThat(owner.request(owner.consumer(destination, 1))).isNull();
        assertThat(other.request(other.consumer(destination, 1))).isInstanceOf(SecurityException.class);
        assertThat(other.request(other.nonPersistent(destination, 10))).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyElseRemovesIt(boolean queue) throws Exception {
        ActiveMQDestination destination = created(queue);

        assertThat(remove(other, destination)).isInstanceOf(SecurityException.class);
        assertThat(exists(destination)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyMakesOneInTheNameOfAnother(boolean queue) throws Exception {
        ActiveMQDestination destination = fresh(queue, owner.connection());

        assertThat(create(other, destination)).isInstanceOf(SecurityException.class);
        assertThat(exists(destination)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSendMakesNone(boolean queue) throws Exception {
        ActiveMQDestination destination = fresh(queue, owner.connection());

        assertThat(owner.request(owner.nonPersistent(destination, 10)))
                .isInstanceOf(DestinationDoesNotExistException.class);
        assertThat(exists(destination)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itsOwnerRemovesItEvenUnderItsConsumers(boolean queue) throws Exception {
        ActiveMQDestination destination = created(queue);
        ConsumerInfo consumer = owner.consumer(destination, 1);
        assertThat(owner.request(consumer)).isNull();

        assertThat(remove(owner, destination)).isNull();
        assertThat(exists(destination)).isFalse();
        assertThat(other.request(other.nonPersistent(destination, 10)))
                .isInstanceOf(DestinationDoesNotExistException.class);
        assertThat(owner.request(consumer.createRemoveCommand())).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itVanishesWithTheConnection(boolean queue) throws Exception {
        ActiveMQDestination destination = created(queue);
        assertThat(owner.request(owner.consumer(destination, 1))).isNull();
        owner.close();

        await().until(() -> !exists(destination));
        assertThat(other.request(other.nonPersistent(destination, 10)))
                .isInstanceOf(DestinationDoesNotExistException.class);
    }

    /** The bound is that of the whole broker: one connection can take all of it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theirNumberIsBounded(boolean queue) throws Exception {
        for (int i = 0; i < 5; i++) {
            created(queue);
        }

        assertThat(create(owner, fresh(queue, owner.connection()))).isInstanceOf(IllegalStateException.class);
        assertThat(create(other, fresh(queue, other.connection()))).isInstanceOf(IllegalStateException.class);
    }
}
