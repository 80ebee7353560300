package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Jaas;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Security;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.apache.activemq.jaas.PropertiesLoginModule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JaasLoginsTest {

    private static final Set<String> NAMED = Set.of("traders", "user:jo", "user:eve");

    @TempDir
    private Path directory;

    private final TurnedClock clock = new TurnedClock();

    /** Waits until it is interrupted, as a module does whose directory server is silent. */
    public static final class Hanging implements LoginModule {

        @Override
        public void initialize(
                Subject subject, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
            // Nothing is needed.
        }

        @Override
        public boolean login() throws LoginException {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new LoginException("interrupted");
        }

        @Override
        public boolean commit() {
            return false;
        }

        @Override
        public boolean abort() {
            return false;
        }

        @Override
        public boolean logout() {
            return false;
        }
    }

    /** Fails as no module should. */
    public static final class Broken implements LoginModule {

        @Override
        public void initialize(
                Subject subject, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
            throw new IllegalStateException("secret");
        }

        @Override
        public boolean login() {
            return true;
        }

        @Override
        public boolean commit() {
            return true;
        }

        @Override
        public boolean abort() {
            return true;
        }

        @Override
        public boolean logout() {
            return true;
        }
    }

    @BeforeEach
    void write() throws IOException {
        writeUsers("jo=jo's password\nann=ann's other password\nlink\\:admins=x\nempty=\n");
        Files.writeString(
                directory.resolve("groups.properties"),
                "traders=jo,ann\ncyclists=jo\nuser\\:eve=jo\nbridge\\:routes=jo\n");
        Files.writeString(directory.resolve("login.config"), """
                users {
                    %s required
                        baseDir="%s"
                        reload=true
                        org.apache.activemq.jaas.properties.user="users.properties"
                        org.apache.activemq.jaas.properties.group="groups.properties";
                };
                hanging { %s required; };
                broken { %s required; };
                missing { no.such.Module required; };
                """.formatted(
                PropertiesLoginModule.class.getName(), directory, Hanging.class.getName(), Broken.class.getName()));
    }

    /** The module looks at the time of the file, in seconds on some file systems. */
    private void writeUsers(String users) throws IOException {
        Path file = directory.resolve("users.properties");
        boolean again = Files.exists(file);
        Files.writeString(file, users);
        if (again) {
            Files.setLastModifiedTime(
                    file, FileTime.from(Clock.systemUTC().instant().plusSeconds(5)));
        }
    }

    private Jaas realm(String realm) {
        return new Jaas(directory.resolve("login.config"), realm);
    }

    private Users users(String realm) throws BrokerStartException {
        Security security = new Security(
                List.of(TestSettings.user("ann", "viewers")), Set.of(), List.of(), Tokens.OFF, realm(realm));
        return new Users(security, NAMED, new SecureRandom(), clock);
    }

    @Test
    void aUserOfTheModuleIsLetIn() throws BrokerStartException {
        assertThat(users("users").authenticate("jo", "jo's password"))
                .contains(new Principals("jo", Set.of("traders", "user:jo")));
    }

    @ParameterizedTest
    @CsvSource({"jo, wrong", "jo, ''", "empty, ''", "bob, x", "'', x", "link:admins, x"})
    void aWrongLoginIsRefused(String login, String passcode) throws BrokerStartException {
        assertThat(users("users").authenticate(login, passcode)).isEmpty();
    }

    @Test
    void thePasswordOfAConfiguredUserDecidesAlone() throws BrokerStartException {
        Users users = users("users");

        assertThat(users.authenticate("ann", "ann's other password")).isEmpty();
        assertThat(users.authenticate("ann", TestSettings.PASSWORD)).contains(new Principals("ann", Set.of("viewers")));
    }

    @Test
    void aCertificateIsNoneOfAUserOfTheModule() throws BrokerStartException {
        assertThat(users("users").ofCertificate("jo")).isEmpty();
    }

    @Test
    void aUserWhoIsGoneIsOutAfterAMinute() throws Exception {
        Users users = users("users");
        assertThat(users.isQuick("jo", "jo's password")).isFalse();
        users.authenticate("jo", "jo's password");
        assertThat(users.isQuick("jo", "jo's password")).isTrue();

        writeUsers("bob=x");
        clock.turn(Duration.ofSeconds(59));
        assertThat(users.authenticate("jo", "jo's password")).isPresent();
        clock.turn(Duration.ofSeconds(1));
        assertThat(users.isQuick("jo", "jo's password")).isFalse();
        assertThat(users.authenticate("jo", "jo's password")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"broken", "missing"})
    void aModuleThatFailsRefuses(String realm) throws BrokerStartException {
        assertThat(users(realm).authenticate("jo", "jo's password")).isEmpty();
    }

    /** More logins than threads: those that hung must not be in the way of the next ones. */
    @Test
    @Timeout(30)
    void aModuleThatHangsRefuses() throws BrokerStartException {
        JaasLogins logins = new JaasLogins(realm("hanging"), new ExternalUsers(NAMED), Duration.ofMillis(20));
        for (int i = 0; i < 10; i++) {
            assertThat(logins.authenticate("jo", "jo's password")).isEqualTo(Optional.empty());
        }
    }

    @Test
    void aConfigurationThatCannotBeUsedStopsTheStart() throws Exception {
        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(() -> users("nobody"))
                .withMessageMatching("[A-Z].* has no entry nobody\\.");
        Files.writeString(directory.resolve("login.config"), "users {");
        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(() -> users("users"))
                .withMessageMatching("[A-Z].* cannot be read\\.");
        Files.delete(directory.resolve("login.config"));
        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(() -> users("users"))
                .withMessageMatching("[A-Z].* cannot be read\\.");
    }
}
