package dev.stompbridge.brokerconfig;

import java.security.SecureRandom;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.DestinationInterceptor;

/** Everything that decides who gets in and what he may do, built from the settings. */
final class AccessControl {

    private final Users users;
    private final LinkLogins links;
    private final AccessRules rules;

    AccessControl(EmbeddedBrokerSettings.Security security, SecureRandom random) {
        Grants grants = new Grants(security.grants());
        users = new Users(security, grants.namedGroups(), random);
        links = new LinkLogins(random);
        rules = new AccessRules(grants);
    }

    Users users() {
        return users;
    }

    LinkLogins links() {
        return links;
    }

    /** Puts the filters in front of a broker that has not started. The last one of each is asked first. */
    void install(BrokerService service) {
        service.setDestinationInterceptors(new DestinationInterceptor[] {
            new RoomGuard(service.getSystemUsage()), new SubscriptionCheck(rules)
        });
        service.setPlugins(new BrokerPlugin[] {
            LossFilter::new,
            ObjectMessageFilter::new,
            next -> new AuthorizationFilter(next, rules),
            next -> new AuthenticationFilter(next, users, links)
        });
    }
}
