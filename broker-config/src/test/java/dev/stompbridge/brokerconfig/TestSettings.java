package dev.stompbridge.brokerconfig;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Connector;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Grant;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Later;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Limits;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Security;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.User;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Settings for tests: ephemeral ports on loopback; the user {@code admin}, whose password is {@link #PASSWORD}, may use
 * {@code test.>} and the dead-letter queues.
 */
record TestSettings(
        Path directory, Limits limits, Later later, Connector openWire, Connector stomp, Security security) {

    static final String PASSWORD = "correct horse";
    static final String PASSWORD_HASH =
            PasswordHash.create(PASSWORD.toCharArray(), PasswordHash.MIN_ITERATIONS, new SecureRandom());

    static final Limits LIMITS =
            new Limits(64L << 20, 256L << 20, 128L << 20, 1_000, 10_000, 1 << 20, 4 << 20, Duration.ofMinutes(5));

    private static final Connector LOOPBACK = new Connector(true, "127.0.0.1", 0, 50);

    static TestSettings in(Path directory) {
        Set<String> admins = Set.of("admins");
        Security security = new Security(
                List.of(user("admin", "admins")),
                Set.of(),
                List.of(
                        new Grant("queue://test.>", admins, admins),
                        new Grant("topic://test.>", admins, admins),
                        new Grant("queue://DLQ.>", admins, Set.of())));
        return new TestSettings(directory, LIMITS, Later.DEFAULT, LOOPBACK, LOOPBACK, security);
    }

    static User user(String name, String... groups) {
        return new User(name, PASSWORD_HASH, Set.of(groups));
    }

    TestSettings with(Limits changed) {
        return new TestSettings(directory, changed, later, openWire, stomp, security);
    }

    TestSettings with(Later changed) {
        return new TestSettings(directory, limits, changed, openWire, stomp, security);
    }

    TestSettings with(Security changed) {
        return new TestSettings(directory, limits, later, openWire, stomp, changed);
    }

    TestSettings withOpenWire(Connector changed) {
        return new TestSettings(directory, limits, later, changed, stomp, security);
    }

    TestSettings withStomp(Connector changed) {
        return new TestSettings(directory, limits, later, openWire, changed, security);
    }

    EmbeddedBroker start(Clock clock) throws BrokerStartException {
        return EmbeddedBroker.start(
                new EmbeddedBrokerSettings(directory, limits, later, openWire, stomp, security), clock);
    }

    EmbeddedBroker start() throws BrokerStartException {
        return EmbeddedBroker.start(new EmbeddedBrokerSettings(directory, limits, later, openWire, stomp, security));
    }
}
