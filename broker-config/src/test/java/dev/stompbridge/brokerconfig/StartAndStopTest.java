package dev.stompbridge.brokerconfig;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Connector;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Limits;
import jakarta.jms.JMSException;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.activemq.broker.BrokerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = SECONDS)
final class StartAndStopTest {

    private static final Duration QUICK = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private static Connector port(int port) {
        return new Connector(true, "127.0.0.1", port, 10);
    }

    private static Connector off() {
        return new Connector(false, "127.0.0.1", 0, 1);
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /** Fails quickly, with one sentence, and leaves neither a broker nor the lock behind. */
    private static void assertRefused(TestSettings settings, String sentence) throws BrokerStartException {
        int running = BrokerRegistry.getInstance().getBrokers().size();
        long start = System.nanoTime();

        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(settings::start)
                .withMessage(sentence);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(QUICK);
        assertThat(BrokerRegistry.getInstance().getBrokers()).hasSize(running);
    }

    @Test
    void aPersistentMessageSurvivesARestart() throws Exception {
        try (EmbeddedBroker broker = TestSettings.in(directory).start();
                JmsClient client = JmsClient.admin(broker)) {
            client.send("queue://test.kept", "kept");
        }
        try (EmbeddedBroker broker = TestSettings.in(directory).start();
                JmsClient client = JmsClient.admin(broker)) {
            assertThat(client.receive("queue://test.kept")).isEqualTo("kept");
        }
    }

    @Test
    void aDurableSubscriptionToAPatternSurvivesARestart() throws Exception {
        Topic pattern = (Topic) JmsClient.destination("topic://test.*");
        try (EmbeddedBroker broker = TestSettings.in(directory).start();
                JmsClient client = JmsClient.durable(broker, "admin", "client")) {
            client.send("topic://test.before", "topic exists");
            client.session().createDurableSubscriber(pattern, "s").close();
            client.send("topic://test.before", "one");
        }
        try (EmbeddedBroker broker = TestSettings.in(directory).start();
                JmsClient client = JmsClient.durable(broker, "admin", "client")) {
            client.send("topic://test.after", "two");
            TopicSubscriber subscriber = client.session().createDurableSubscriber(pattern, "s");

            assertThat(JmsClient.text(subscriber)).isEqualTo("one");
            assertThat(JmsClient.text(subscriber)).isEqualTo("two");
        }
    }

    @Test
    void theDataDirectoryIsItsOwnersAlone() throws Exception {
        Path data = directory.resolve("new").resolve("data");
        try (EmbeddedBroker broker = TestSettings.in(data).start()) {
            assertThat(broker.storeWritable()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void theDataDirectoryOfAnotherBrokerInThisProcessIsRefused() throws Exception {
        TestSettings settings = TestSettings.in(directory);
        try (EmbeddedBroker broker = settings.start();
                JmsClient client = JmsClient.admin(broker)) {
            assertRefused(settings, "The data directory " + directory + " is in use by another broker.");
            assertRefused(settings, "The data directory " + directory + " is in use by another broker.");

            client.send("queue://test.still", "alive");
            assertThat(broker.storeWritable()).isTrue();
        }
        settings.start().close();
    }

    @Test
    void theDataDirectoryOfAnotherProcessIsRefused() throws Exception {
        TestSettings settings = TestSettings.in(directory);
        Files.createDirectories(directory.resolve("kahadb"));
        try (LockHolder other = LockHolder.of(directory)) {
            assertThat(other).isNotNull();
            assertRefused(settings, "The data directory " + directory + " is in use by another broker.");
        }
        settings.start().close();
    }

    @Test
    void aFileIsNoDataDirectory() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertRefused(TestSettings.in(file), "The data directory " + file + " cannot be created.");
    }

    @Test
    void aStoreThatCannotBeReadIsReported() throws Exception {
        Path notAFile = Files.createDirectories(directory.resolve("kahadb").resolve("db-1.log"));

        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(TestSettings.in(directory)::start)
                .withMessageMatching("The broker cannot start: [^\n]*\\.");
        assertThat(BrokerRegistry.getInstance().getBrokers()).isEmpty();

        Files.delete(notAFile);
        TestSettings.in(directory).start().close();
    }

    @Test
    void aPortInUseIsRefused() throws Exception {
        TestSettings settings = TestSettings.in(directory);
        try (ServerSocket other = listener()) {
            int port = other.getLocalPort();
            String address = "127.0.0.1:" + port;
            assertRefused(
                    settings.withOpenWire(port(port)),
                    "The broker cannot listen on " + address + " (tcp) because the port is in use.");
            assertRefused(
                    settings.withStomp(port(port)),
                    "The broker cannot listen on " + address + " (stomp) because the port is in use.");
        }
        settings.start().close();
    }

    @Test
    void theFirstPortIsReleasedWhenTheSecondIsInUse() throws Exception {
        int freePort;
        try (ServerSocket free = listener()) {
            freePort = free.getLocalPort();
        }
        try (ServerSocket other = listener()) {
            TestSettings settings =
                    TestSettings.in(directory).withOpenWire(port(freePort)).withStomp(port(other.getLocalPort()));
            assertThatExceptionOfType(BrokerStartException.class).isThrownBy(settings::start);
        }
        try (EmbeddedBroker broker =
                TestSettings.in(directory).withOpenWire(port(freePort)).start()) {
            assertThat(broker.openWirePort()).isEqualTo(freePort);
        }
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() throws Exception {
        Connector elsewhere = new Connector(true, "192.0.2.1", 0, 10);

        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(TestSettings.in(directory).withOpenWire(elsewhere)::start)
                .withMessageMatching("The broker cannot listen on 192\\.0\\.2\\.1:0 \\(tcp\\): [^\n]*\\.");
    }

    @Test
    void aConnectorThatIsOffDoesNotListen() throws Exception {
        try (EmbeddedBroker broker = TestSettings.in(directory)
                        .withOpenWire(off())
                        .withStomp(off())
                        .start();
                JmsClient link = JmsClient.link(broker, "admins")) {
            assertThat(broker.openWirePort()).isEqualTo(-1);
            assertThat(broker.stompPort()).isEqualTo(-1);
            link.send("queue://test.inside", "hello");
        }
    }

    @Test
    void aConnectorListensOnItsAddressOnly() throws Exception {
        Connector other = new Connector(true, "127.0.0.2", 0, 10);
        try (EmbeddedBroker broker =
                TestSettings.in(directory).withOpenWire(other).start()) {
            int port = broker.openWirePort();
            new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), port).close();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
        }
    }

    @Test
    void severalBrokersRunInOneProcess(@TempDir Path elsewhere) throws Exception {
        try (EmbeddedBroker one = TestSettings.in(directory).start();
                EmbeddedBroker two = TestSettings.in(elsewhere).start();
                JmsClient ofOne = JmsClient.link(one, "admins");
                JmsClient ofTwo = JmsClient.link(two, "admins")) {
            ofOne.send("queue://test.a", "one");
            ofTwo.send("queue://test.a", "two");

            assertThat(ofTwo.receive("queue://test.a")).isEqualTo("two");
            assertThat(ofOne.receive("queue://test.a")).isEqualTo("one");
        }
    }

    @Test
    void closingIsQuickAndLeavesNothingRunning() throws Exception {
        EmbeddedBroker broker = TestSettings.in(directory).start();
        String name = broker.vmUri().getHost();
        JmsClient client = JmsClient.admin(broker);
        JmsClient link = JmsClient.link(broker, "admins");
        client.consumer("queue://test.a");
        link.consumer("topic://test.>");
        int port = broker.openWirePort();

        long start = System.nanoTime();
        broker.close();
        broker.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(QUICK);
        assertThat(broker.storeWritable()).isFalse();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
        link.close();
        client.close();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().contains(name)));
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> JmsClient.link(broker, "admins"));
        TestSettings.in(directory).start().close();
    }

    @Test
    void aFullStoreIsNotWritableAndDoesNotDelayTheClose() throws Exception {
        Limits little = new Limits(8L << 20, 4L << 20, 4L << 20, 10, 10, 1 << 20, 1 << 20, Duration.ofMinutes(1));
        EmbeddedBroker broker = TestSettings.in(directory).with(little).start();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            assertThat(broker.storeWritable()).isTrue();
            Future<?> sending = threads.submit(() -> sendUntilItFails(broker));
            await().until(() -> !broker.storeWritable());

            assertThat(broker.statistics().storeBytes()).isGreaterThanOrEqualTo(4L << 20);
            assertThat(sending).isNotDone();
            long start = System.nanoTime();
            broker.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            sending.get(10, SECONDS);
        } finally {
            threads.shutdownNow();
            broker.close();
        }
    }

    private static void sendUntilItFails(EmbeddedBroker broker) {
        try (JmsClient client = JmsClient.link(broker, "admins")) {
            while (true) {
                client.sendBytes("queue://test.full", 100_000);
            }
        } catch (JMSException e) {
            assertThat(e).isNotNull();
        }
    }
}
