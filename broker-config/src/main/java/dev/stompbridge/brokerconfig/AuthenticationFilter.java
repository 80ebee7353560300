package dev.stompbridge.brokerconfig;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.command.ConnectionInfo;
import org.apache.activemq.transport.vm.VMTransportServer;

/**
 * Lets only connections in that log in: users everywhere, links of the bridge on {@code vm://} alone. Nobody is
 * anonymous here, and no other broker may connect as a network bridge. A password may also be a token; the connection then
 * ends with it.
 */
final class AuthenticationFilter extends BrokerFilter {

    private final Users users;
    private final LinkLogins links;
    private final ExpiringLogins expiring;
    private final AtomicInteger connections = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    AuthenticationFilter(Broker next, Users users, LinkLogins links, ExpiringLogins expiring) {
        super(next);
        this.users = users;
        this.links = links;
        this.expiring = expiring;
    }

    /** How many connections are logged in. */
    int connections() {
        return connections.get();
    }

    /** How many logins were refused since the start. */
    long refused() {
        return refused.sum();
    }

    @Override
    public void addConnection(ConnectionContext context, ConnectionInfo info) throws Exception {
        if (context.isNetworkConnection()) {
            refused.increment();
            throw new SecurityException("Network bridges are not accepted.");
        }
        BrokerIdentity identity = authenticate(context, info).orElseThrow(() -> {
            refused.increment();
            return new SecurityException("User name or password is invalid.");
        });
        context.setSecurityContext(identity);
        super.addConnection(context, info);
        connections.incrementAndGet();
        Instant expiresAt = identity.expiresAt();
        if (expiresAt != null) {
            expiring.add(context, expiresAt);
        }
    }

    @Override
    public void removeConnection(ConnectionContext context, ConnectionInfo info, Throwable error) throws Exception {
        connections.decrementAndGet();
        expiring.remove(context);
        super.removeConnection(context, info, error);
    }

    private Optional<BrokerIdentity> authenticate(ConnectionContext context, ConnectionInfo info) throws Exception {
        String user = info.getUserName();
        String password = info.getPassword();
        if (password == null) {
            return Optional.empty();
        }
        if (user == null || !LinkLogins.isLink(user)) {
            Optional<Principals> who =
                    user == null ? users.authenticateToken(password) : users.authenticate(user, password);
            return who.map(principals -> new BrokerIdentity(BrokerIdentity.Kind.BACKEND, principals));
        }
        if (!isInsideThisProcess(context)) {
            return Optional.empty();
        }
        return links.verify(new LinkLogin(user, password))
                .map(groups -> new BrokerIdentity(LinkLogins.kindOf(user), new Principals(user, groups)));
    }

    private static boolean isInsideThisProcess(ConnectionContext context) throws Exception {
        return context.getConnector() instanceof TransportConnector connector
                && connector.getServer() instanceof VMTransportServer;
    }
}
