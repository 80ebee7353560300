package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Security;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.User;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UsersTest {

    private static Users users(Set<String> anonymousGroups, Set<String> namedGroups, User... users) {
        try {
            Security security = new Security(List.of(users), anonymousGroups, List.of());
            return new Users(security, namedGroups, new SecureRandom(), Clock.systemUTC());
        } catch (BrokerStartException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Principals> login(Users users, String name) {
        return users.authenticate(name, TestSettings.PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({"ann, wrong", "ann, ''", "bob, correct horse", "'', correct horse", "ANN, correct horse"})
    void onlyTheRightPasscodeOfAKnownUserIsAccepted(String login, String passcode) {
        Users users = users(Set.of(), Set.of(), TestSettings.user("ann", "traders"));

        assertThat(users.authenticate(login, passcode)).isEmpty();
        assertThat(login(users, "ann")).contains(new Principals("ann", Set.of("traders")));
    }

    @Test
    void aUsersOwnGroupCountsWhenAGrantNamesIt() {
        Users users = users(
                Set.of(),
                Set.of("traders", "user:ann"),
                TestSettings.user("ann", "traders"),
                TestSettings.user("bob", "traders"),
                TestSettings.user("cy", "traders"));

        assertThat(login(users, "ann").orElseThrow().groups()).containsExactlyInAnyOrder("traders", "user:ann");
        assertThat(login(users, "bob").orElseThrow().groups())
                .isEqualTo(login(users, "cy").orElseThrow().groups());
    }

    @Test
    void anonymousIsNobodyUnlessItHasGroups() {
        assertThat(users(Set.of(), Set.of()).anonymous()).isEmpty();
        assertThat(users(Set.of("everyone"), Set.of()).anonymous())
                .contains(new Principals("anonymous", Set.of("everyone")));
    }

    @Test
    void credentialsOfAbsurdLengthAreRefusedUnseen() {
        Users users = users(Set.of(), Set.of(), TestSettings.user("ann"));

        assertThat(users.authenticate("ann", "x".repeat(1_025))).isEmpty();
        assertThat(users.authenticate("x".repeat(1_025), "x")).isEmpty();
    }

    @Test
    void aCertificateStandsForTheConfiguredUserOfItsName() {
        Users users = users(Set.of(), Set.of("user:ann"), TestSettings.user("ann", "traders"));

        assertThat(users.ofCertificate("ann")).contains(new Principals("ann", Set.of("traders", "user:ann")));
        assertThat(users.ofCertificate("bob")).isEmpty();
        assertThat(users.ofCertificate("anonymous")).isEmpty();
    }

    @Test
    void aLoginIsQuickWhenNoHashIsComputed() {
        Users users = users(Set.of(), Set.of(), TestSettings.user("ann"));

        assertThat(users.isQuick("ann", TestSettings.PASSWORD)).isFalse();
        login(users, "ann");
        assertThat(users.isQuick("ann", TestSettings.PASSWORD)).isTrue();
        assertThat(users.isQuick("ann", "wrong")).isFalse();
        assertThat(users.isQuick("bob", TestSettings.PASSWORD)).isFalse();
        assertThat(users.isQuick("ann", "x".repeat(1_025))).isTrue();
    }

    @Test
    void aPasswordThatLooksLikeATokenIsAPasswordWhenTokensAreOff() {
        String password = "eyJhbGciOiJub25lIn0.e30.x";
        String hash = PasswordHash.create(password.toCharArray(), 10_000, new SecureRandom());
        Users users = users(Set.of(), Set.of(), new User("ann", hash, Set.of()));

        assertThat(users.authenticate("ann", password)).isPresent();
        assertThat(users.authenticateToken(password)).isEmpty();
    }

    @Test
    void anUnknownUserCostsAsMuchAsAWrongPasscode() {
        String hash = PasswordHash.create("secret".toCharArray(), 200_000, new SecureRandom());
        Users users = users(Set.of(), Set.of(), TestSettings.user("bob"), new User("ann", hash, Set.of()));
        users.authenticate("ann", "warm up");

        long known = cpuNanos(() -> users.authenticate("ann", "wrong"));
        long unknown = cpuNanos(() -> users.authenticate("eve", "wrong"));

        assertThat((double) unknown / known).isBetween(0.3, 3.0);
    }

    @Test
    void fourThousandLoginsOfOneAccountTakeLessThanASecond() {
        String hash = PasswordHash.create("secret".toCharArray(), 200_000, new SecureRandom());
        Users users = users(Set.of(), Set.of(), new User("ann", hash, Set.of()));
        users.authenticate("ann", "secret");

        long nanos = cpuNanos(() -> {
            for (int i = 0; i < 4_000; i++) {
                assertThat(users.authenticate("ann", "secret")).isPresent();
            }
        });

        assertThat(nanos).isLessThan(1_000_000_000L);
    }

    private static long cpuNanos(Runnable work) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }
}
