package dev.stompbridge.brokerconfig;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Jaas;
import java.io.IOException;
import java.nio.file.Files;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.security.URIParameter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AccountException;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.CredentialException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.apache.activemq.jaas.GroupPrincipal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks JAAS login modules about users who are not configured here. The modules run on threads of their own: one that
 * does not answer in time refuses, and however many hang, they hold a fixed number of threads. Thread-safe.
 */
final class JaasLogins {

    private static final Logger LOG = LoggerFactory.getLogger(JaasLogins.class);

    private static final int MAX_FILE_BYTES = 256 << 10;
    private static final int MAX_THREADS = 4;

    /** Some seconds of logins at the pace of a directory server. */
    private static final int MAX_WAITING = 256;

    private static final Duration IDLE = Duration.ofSeconds(1);

    /** A login over WebSocket has ten seconds in all. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private record Credentials(String user, String password) implements CallbackHandler {

        @Override
        public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                    name.setName(user);
                } else if (callback instanceof PasswordCallback secret) {
                    secret.setPassword(password.toCharArray());
                } else {
                    throw new UnsupportedCallbackException(callback, "Only a name and a password are known.");
                }
            }
        }

        @Override
        public String toString() {
            return "Credentials";
        }
    }

    private final String realm;
    private final Configuration modules;
    private final ExternalUsers users;
    private final Duration patience;
    private final ThreadPoolExecutor threads;
    private final AtomicBoolean failing = new AtomicBoolean();

    JaasLogins(Jaas settings, ExternalUsers users) throws BrokerStartException {
        this(settings, users, PATIENCE);
    }

    JaasLogins(Jaas settings, ExternalUsers users, Duration patience) throws BrokerStartException {
        realm = settings.realm();
        modules = modules(settings);
        this.users = users;
        this.patience = patience;
        threads = new ThreadPoolExecutor(
                MAX_THREADS,
                MAX_THREADS,
                IDLE.toMillis(),
                MILLISECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                JaasLogins::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    /** Empty when the modules refuse, fail or do not answer. An empty passcode is no login with some directories. */
    Optional<Principals> authenticate(String login, String passcode) {
        if (login.isBlank() || passcode.isEmpty()) {
            return Optional.empty();
        }
        Future<List<String>> groups;
        try {
            groups = threads.submit(() -> login(new Credentials(login, passcode)));
        } catch (RejectedExecutionException e) {
            complain("have too many logins waiting");
            return Optional.empty();
        }
        try {
            List<String> answer = groups.get(patience.toMillis(), MILLISECONDS);
            failing.set(false);
            return users.principals(login, answer, null);
        } catch (ExecutionException e) {
            report(e.getCause());
        } catch (TimeoutException e) {
            complain("do not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            groups.cancel(true);
        }
        return Optional.empty();
    }

    /** Modules put into their texts what they like, names and passwords included: only the kind of failure is logged. */
    private void report(@Nullable Throwable failure) {
        if (failure instanceof FailedLoginException
                || failure instanceof AccountException
                || failure instanceof CredentialException) {
            failing.set(false);
        } else if (failure != null) {
            complain("fail with " + failure.getClass().getName());
        }
    }

    /** Once until they answer again: anybody can try to log in. */
    private void complain(String what) {
        if (failing.compareAndSet(false, true)) {
            LOG.warn("Logins are refused because the login modules {}", what);
        }
    }

    private List<String> login(Credentials credentials) throws LoginException {
        Subject subject = new Subject();
        LoginContext context = new LoginContext(realm, subject, credentials, modules);
        context.login();
        List<String> groups = subject.getPrincipals(GroupPrincipal.class).stream()
                .map(Principal::getName)
                .toList();
        context.logout();
        return groups;
    }

    private static Configuration modules(Jaas settings) throws BrokerStartException {
        try {
            if (Files.size(settings.file()) > MAX_FILE_BYTES) {
                throw new BrokerStartException(
                        "The JAAS configuration " + settings.file() + " is larger than 256 KiB.", null);
            }
            Configuration modules = Configuration.getInstance(
                    "JavaLoginConfig", new URIParameter(settings.file().toUri()));
            if (modules.getAppConfigurationEntry(settings.realm()) == null) {
                throw new BrokerStartException(
                        "The JAAS configuration " + settings.file() + " has no entry " + settings.realm() + ".", null);
            }
            return modules;
        } catch (IOException | NoSuchAlgorithmException | IllegalArgumentException e) {
            throw new BrokerStartException("The JAAS configuration " + settings.file() + " cannot be read.", e);
        }
    }

    /** Modules are looked up by the context class loader, which is another one on each kind of thread. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "jaas-login");
        thread.setDaemon(true);
        thread.setContextClassLoader(JaasLogins.class.getClassLoader());
        return thread;
    }
}
