package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Connector;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Issuer;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Jaas;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Later;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Limits;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Security;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Tokens;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.User;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddedBrokerSettingsTest {

    private static final long MIB = 1L << 20;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    static Stream<Arguments> illegalSettings() {
        return Stream.of(
                illegal("memory", () -> new Limits(MIB - 1, 8 * MIB, 8 * MIB, 1, 1, 1_024, 1_024, MINUTE)),
                illegal("store", () -> new Limits(MIB, 4 * MIB - 1, 8 * MIB, 1, 1, 1_024, 1_024, MINUTE)),
                illegal("temp", () -> new Limits(MIB, 8 * MIB, 4 * MIB - 1, 1, 1, 1_024, 1_024, MINUTE)),
                illegal("destinations", () -> new Limits(MIB, 8 * MIB, 8 * MIB, 0, 1, 1_024, 1_024, MINUTE)),
                illegal("uncommitted", () -> new Limits(MIB, 8 * MIB, 8 * MIB, 1, 0, 1_024, 1_024, MINUTE)),
                illegal("frame", () -> new Limits(MIB, 8 * MIB, 8 * MIB, 1, 1, 1_023, 1_024, MINUTE)),
                illegal("inflated", () -> new Limits(MIB, 8 * MIB, 8 * MIB, 1, 1, 1_024, 1L << 31, MINUTE)),
                illegal("idle", () -> new Limits(MIB, 8 * MIB, 8 * MIB, 1, 1, 1_024, 1_024, Duration.ofMillis(999))),
                illegal("delayed", () -> new Later(4 * MIB - 1, MINUTE)),
                illegal("durable", () -> new Later(0, Duration.ofMillis(999))),
                illegal("address", () -> new Connector(true, " ", 0, 1)),
                illegal("port", () -> new Connector(true, "127.0.0.1", 65_536, 1)),
                illegal("connections", () -> new Connector(true, "127.0.0.1", 0, 0)),
                illegal("empty name", () -> TestSettings.user(" ")),
                illegal("control character", () -> TestSettings.user("ann\n")),
                illegal("name of a link", () -> TestSettings.user("link:a")),
                illegal("password in clear", () -> new User("ann", "secret", Set.of())),
                illegal("own group of another", () -> TestSettings.user("ann", "user:bob")),
                illegal("anonymous as a user", () -> new Security(List.of(), Set.of("user:bob"), List.of())),
                illegal("symmetric algorithm", () -> issuer("a", "keys.json", "HS256")),
                illegal("no signature", () -> issuer("a", "keys.json", "none")),
                illegal("no algorithm", () -> issuer("a", "keys.json")),
                illegal("empty issuer", () -> issuer(" ", "keys.json", "RS256")),
                illegal("no keys", () -> issuer("a", "", "RS256")),
                illegal("keys in clear", () -> issuer("a", "http://example.org/keys", "RS256")),
                illegal("keys in clear, almost here", () -> issuer("a", "http://127.0.0.1.example.org/", "RS256")),
                illegal("keys by another protocol", () -> issuer("a", "ftp://localhost/keys", "RS256")),
                illegal("keys with a password", () -> issuer("a", "https://a:b@example.org/keys", "RS256")),
                illegal("no URL", () -> issuer("a", "https://exam ple.org/", "RS256")),
                illegal(
                        "prefix of links",
                        () -> new Issuer("a", "b", "keys.json", Set.of("RS256"), "sub", "groups", "link:")),
                illegal("clock skew", () -> new Tokens(List.of(), Duration.ofMinutes(6), MINUTE)),
                illegal("refresh", () -> new Tokens(List.of(), MINUTE, Duration.ofSeconds(9))),
                illegal(
                        "two issuers of a name",
                        () -> new Tokens(
                                List.of(issuer("a", "b", "RS256"), issuer("a", "c", "ES256")), MINUTE, MINUTE)),
                illegal("realm", () -> new Jaas(Path.of("login.config"), " ")),
                illegal(
                        "two of a name",
                        () -> new Security(
                                List.of(TestSettings.user("ann"), TestSettings.user("ann")), Set.of(), List.of())));
    }

    private static Issuer issuer(String name, String keys, String... algorithms) {
        return new Issuer(name, "audience", keys, Set.of(algorithms), "sub", "groups", "");
    }

    private static Arguments illegal(String what, ThrowingCallable construction) {
        return argumentSet(what, construction);
    }

    @ParameterizedTest
    @MethodSource("illegalSettings")
    void whatIsOutOfBoundsIsRefusedInOneSentence(ThrowingCallable construction) {
        assertThatIllegalArgumentException().isThrownBy(construction).withMessageMatching("[A-Z][^\n]*\\.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys.json",
                "/etc/keys.json",
                "https://example.org/keys",
                "http://localhost:8080/keys",
                "http://127.0.0.1/keys",
                "http://[::1]:80/keys"
            })
    void keysAreInAFileOrAtAURLThatNobodyElseCanAnswer(String keys) {
        assertThat(issuer("a", keys, "RS256").keys()).isEqualTo(keys);
    }

    @Test
    void theHashOfAPasswordIsNotPrinted() {
        User ann = TestSettings.user("ann", "traders");

        assertThat(ann.toString()).contains("ann", "traders").doesNotContain(ann.passwordHash());
    }
}
