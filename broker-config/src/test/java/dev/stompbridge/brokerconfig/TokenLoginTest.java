package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Grant;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Issuer;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Security;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Tokens;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backends that log in with tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokenLoginTest {

    private static final TestKey KEY = TestKey.rsa("key");

    private final TurnedClock clock = new TurnedClock();
    private EmbeddedBroker broker;

    @BeforeAll
    void start(@TempDir Path directory, @TempDir Path keys) throws BrokerStartException {
        Issuer issuer = new Issuer(
                "issuer",
                "bridge",
                TestKey.write(keys.resolve("keys.json"), KEY).toString(),
                Set.of("RS256"),
                "sub",
                "groups",
                "");
        Security security = new Security(
                List.of(TestSettings.user("admin", "admins")),
                Set.of(),
                List.of(new Grant("queue://test.>", Set.of("admins"), Set.of("admins"))),
                new Tokens(List.of(issuer), Duration.ZERO, Duration.ofMinutes(10)),
                null);
        broker = TestSettings.in(directory).with(security).start(clock);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    private String token() {
        return KEY.token(
                "RS256",
                Map.of(
                        "iss", "issuer",
                        "aud", "bridge",
                        "sub", "jo",
                        "groups", List.of("admins"),
                        "exp", clock.instant().getEpochSecond() + 60));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"jo", "''", "none"})
    void aTokenIsAPassword(@Nullable String login) throws JMSException {
        try (JmsClient client = JmsClient.tcp(broker, login, token())) {
            client.send("queue://test.token", "hello");
            assertThat(client.receive("queue://test.token")).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @CsvSource({"admin", "jim", "JO"})
    void aTokenOfAnotherIsRefused(String login) {
        assertThatExceptionOfType(JMSException.class)
                .isThrownBy(() -> JmsClient.tcp(broker, login, token()))
                .withMessageNotContaining(login);
        assertThat(broker.users().authenticate(login, token())).isEmpty();
    }

    @Test
    void aTokenIsALoginOfItsOwn() {
        assertThat(broker.users().isQuick("", token())).isTrue();
        assertThat(broker.users().authenticateToken(token()))
                .contains(new Principals("jo", Set.of("admins"), clock.instant().plusSeconds(60)));
        assertThat(broker.users().authenticateToken(TestSettings.PASSWORD)).isEmpty();
        assertThat(broker.users().authenticateToken("x".repeat(1 << 20))).isEmpty();
    }

    @Test
    void aConnectionOverOpenWireEndsWithItsToken() throws Exception {
        long before = broker.statistics().expiredLogins();
        CountDownLatch ended = new CountDownLatch(1);
        try (JmsClient admin = JmsClient.admin(broker);
                JmsClient client = JmsClient.tcp(broker, "jo", token())) {
            client.connection().setExceptionListener(e -> ended.countDown());
            clock.turn(Duration.ofSeconds(59));
            client.send("queue://test.expiring", "in time");
            clock.turn(Duration.ofSeconds(1));

            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            await().untilAsserted(
                            () -> assertThat(broker.statistics().connections()).isEqualTo(1));
            assertThatExceptionOfType(JMSException.class)
                    .isThrownBy(() -> client.send("queue://test.expiring", "too late"));
            assertThat(broker.statistics().expiredLogins()).isEqualTo(before + 1);
            assertThat(admin.receive("queue://test.expiring")).isEqualTo("in time");
        }
    }

    @Test
    void aConnectionOverStompEndsWithItsToken() throws Exception {
        long before = broker.statistics().expiredLogins();
        try (StompSocket socket = new StompSocket(broker.stompPort())) {
            socket.write("CONNECT|accept-version:1.2|host:x|passcode:" + token());
            assertThat(socket.read()).startsWith("CONNECTED");
            clock.turn(Duration.ofSeconds(60));

            assertThat(socket.read()).startsWith("ERROR").contains("The login has expired.");
            assertThat(socket.isClosedByPeer()).isTrue();
        }
        assertThat(broker.statistics().expiredLogins()).isEqualTo(before + 1);
    }

    @Test
    void anExpiredTokenIsRefused() {
        String token = token();
        clock.turn(Duration.ofSeconds(60));

        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> JmsClient.tcp(broker, "jo", token));
    }
}
