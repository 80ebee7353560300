package dev.stompbridge.brokerconfig;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.DestinationInterceptor;
import org.apache.activemq.command.ActiveMQTopic;

/** Everything that decides who gets in and what he may do, built from the settings. */
final class AccessControl {

    private final Users users;
    private final LinkLogins links;
    private final Grants grants;
    private final AccessRules rules;
    private final ExpiringLogins expiring;

    /** Fails when keys of tokens or login modules cannot be read. */
    AccessControl(EmbeddedBrokerSettings.Security security, SecureRandom random, Clock clock)
            throws BrokerStartException {
        grants = new Grants(security.grants());
        users = new Users(security, grants.namedGroups(), random, clock);
        links = new LinkLogins(random);
        rules = new AccessRules(grants);
        expiring = new ExpiringLogins(users, clock);
    }

    boolean mayRead(Set<String> groups, String topic) {
        return grants.mayRead(new ActiveMQTopic(topic), groups);
    }

    Users users() {
        return users;
    }

    LinkLogins links() {
        return links;
    }

    ExpiringLogins expiring() {
        return expiring;
    }

    /** Puts the filters in front of a broker that has not started. The last one of each is asked first. */
    void install(BrokerService service) {
        service.setDestinationInterceptors(
                new DestinationInterceptor[] {new RoomGuard(service), new SubscriptionCheck(rules)});
        List<BrokerPlugin> plugins = new ArrayList<>();
        plugins.add(LossFilter::new);
        plugins.add(ObjectMessageFilter::new);
        if (service.isSchedulerSupport()) {
            plugins.add(next -> new DelayGuard(next, service.getSystemUsage()));
        }
        plugins.add(next -> new AuthorizationFilter(next, rules));
        plugins.add(next -> new AuthenticationFilter(next, users, links, expiring));
        service.setPlugins(plugins.toArray(BrokerPlugin[]::new));
    }
}
