package dev.stompbridge.brokerconfig;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.Connection;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.TransportConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections whose login has expired, within half a second. The client is told first and cut off at the next
 * look, for a broker that stops a connection drops what was not yet written to it.
 *
 * <p>Runs on the broker's scheduler.
 */
final class ExpiringLogins implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiringLogins.class);

    private static final Duration PERIOD = Duration.ofMillis(250);

    private record Login(Instant expiresAt, boolean told) {}

    private final Users users;
    private final Clock clock;
    private final Map<ConnectionContext, Login> logins = new ConcurrentHashMap<>();
    private final LongAdder expired = new LongAdder();

    ExpiringLogins(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /** For a broker that has started. Nothing runs when logins do not expire. */
    void start(BrokerService service) {
        if (users.hasTokens()) {
            service.getScheduler().executePeriodically(this, PERIOD.toMillis());
        }
    }

    void add(ConnectionContext context, Instant expiresAt) {
        logins.put(context, new Login(expiresAt, false));
    }

    void remove(ConnectionContext context) {
        logins.remove(context);
    }

    /** How many connections ended for this reason since the start. */
    long expired() {
        return expired.sum();
    }

    @Override
    public void run() {
        users.refreshKeys();
        Instant now = clock.instant();
        logins.forEach((context, login) -> {
            if (context.getStopping().get()) {
                logins.remove(context);
            } else if (login.told()) {
                logins.remove(context);
                stop(context.getConnection());
            } else if (!now.isBefore(login.expiresAt())
                    && logins.replace(context, login, new Login(login.expiresAt(), true))) {
                expired.increment();
                tell(context.getConnection());
            }
        });
    }

    private static void tell(Connection connection) {
        try {
            connection.serviceException(new SecurityException("The login has expired."));
        } catch (RuntimeException e) {
            LOG.debug("A client was not told that its login has expired", e);
        }
    }

    private static void stop(Connection connection) {
        try {
            if (connection instanceof TransportConnection transport) {
                transport.stopAsync();
            } else {
                connection.stop();
            }
        } catch (Exception e) {
            LOG.warn("A connection whose login has expired did not stop cleanly", e);
        }
    }
}
