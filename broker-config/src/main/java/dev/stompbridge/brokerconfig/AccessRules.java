package dev.stompbridge.brokerconfig;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.activemq.advisory.AdvisorySupport;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQTempDestination;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.RemoveSubscriptionInfo;
import org.apache.activemq.security.SecurityContext;

/**
 * What a connection may do with a destination. The methods that require something throw {@link SecurityException}. The
 * broker's own connections may do everything. Of a composite destination every part must be allowed.
 *
 * <p>Temporary destinations: a connection creates, reads and removes its own; whoever knows the name may write to it,
 * which is how a request is answered. Advisories: backends read those of temporary destinations, without which a JMS
 * client takes the destination of a reply for a deleted one. Nobody reads any other, nobody writes any.
 */
final class AccessRules {

    private final Grants grants;

    AccessRules(Grants grants) {
        this.grants = grants;
    }

    /**
     * For a subscription. A pattern needs only to overlap with what is granted, for {@link #mayReceive} is asked for
     * each destination; but a durable one must be covered by a grant, for the broker restores it without its owner.
     */
    void requireRead(ConnectionContext context, ActiveMQDestination destination, boolean durable) {
        SecurityContext security = security(context);
        for (ActiveMQDestination part : parts(destination)) {
            AccessVerb verb = durable ? AccessVerb.READ_DURABLE : AccessVerb.READ;
            require(mayRead(security, part, context, verb), security, "read from", part);
        }
    }

    /**
     * Whether a subscription that was let in gets the messages of one destination that it matches: of a pattern, what
     * its owner may read one by one, and no advisories. A durable one was granted as a whole.
     */
    boolean mayReceive(Subscription subscription, ActiveMQDestination destination) {
        ConsumerInfo info = subscription.getConsumerInfo();
        if (AdvisorySupport.isAdvisoryTopic(destination)
                && !AdvisorySupport.isTempDestinationAdvisoryTopic(info.getDestination())) {
            return false;
        }
        ConnectionContext owner = subscription.getContext();
        return info.isDurable() || mayRead(security(owner), destination, owner, AccessVerb.READ);
    }

    void requireWrite(ConnectionContext context, ActiveMQDestination destination) {
        SecurityContext security = security(context);
        for (ActiveMQDestination part : parts(destination)) {
            require(mayWrite(security, part), security, "write to", part);
        }
    }

    /**
     * Whoever answers a message sends with his own rights to where it says. Of browsers, therefore, an answer goes to a
     * temporary destination, or where they may read or write themselves.
     */
    void requireAnswer(ConnectionContext context, ActiveMQDestination replyTo) {
        SecurityContext security = security(context);
        if (!(security instanceof BrokerIdentity identity) || !identity.isSharedLink() || replyTo.isTemporary()) {
            return;
        }
        for (ActiveMQDestination part : parts(replyTo)) {
            boolean allowed = mayRead(security, part, context, AccessVerb.READ) || mayWrite(security, part);
            require(allowed, security, "have an answer sent to", part);
        }
    }

    /** Whoever may read or write a destination may create it; a temporary one only for its own connection. */
    void requireCreate(ConnectionContext context, ActiveMQDestination destination) {
        SecurityContext security = security(context);
        boolean allowed = !destination.isComposite()
                && !destination.isPattern()
                && mayRead(security, destination, context, AccessVerb.CREATE);
        require(isBroker(security) || allowed, security, "create", destination);
    }

    /** Nobody removes a permanent destination: its messages would go with it. */
    void requireRemove(ConnectionContext context, ActiveMQDestination destination) {
        SecurityContext security = security(context);
        require(isBroker(security) || isOwn(context, destination), security, "remove", destination);
    }

    /** A durable subscription belongs to the client id that made it. */
    void requireOwner(ConnectionContext context, RemoveSubscriptionInfo removal) {
        SecurityContext security = security(context);
        if (!isBroker(security) && !Objects.equals(context.getClientId(), removal.getClientId())) {
            throw new SecurityException(
                    "User " + security.getUserName() + " is not authorized to remove subscriptions of another client.");
        }
    }

    /** {@code verb}: to read, to read durably or to create. */
    private boolean mayRead(
            SecurityContext security, ActiveMQDestination destination, ConnectionContext context, AccessVerb verb) {
        if (!(security instanceof BrokerIdentity identity)) {
            return isBroker(security);
        }
        if (destination.isTemporary()) {
            return isOwn(context, destination);
        }
        if (AdvisorySupport.isTempDestinationAdvisoryTopic(destination)) {
            return identity.isBackend();
        }
        return grants.decide(verb, destination, identity.groups()).isGranted();
    }

    private boolean mayWrite(SecurityContext security, ActiveMQDestination destination) {
        if (!(security instanceof BrokerIdentity identity)) {
            return isBroker(security);
        }
        return destination.isTemporary()
                || grants.decide(AccessVerb.WRITE, destination, identity.groups())
                        .isGranted();
    }

    private static boolean isOwn(ConnectionContext context, ActiveMQDestination destination) {
        return destination instanceof ActiveMQTempDestination temporary
                && !temporary.isPattern()
                && !temporary.isComposite()
                && context.getConnectionId().getValue().equals(temporary.getConnectionId());
    }

    private static boolean isBroker(SecurityContext security) {
        return security.isBrokerContext();
    }

    private static SecurityContext security(ConnectionContext context) {
        SecurityContext security = context.getSecurityContext();
        if (security == null) {
            throw new SecurityException("The connection is not authenticated.");
        }
        return security;
    }

    /** The destinations that a composite names. */
    static List<ActiveMQDestination> parts(ActiveMQDestination destination) {
        return destination.isComposite() ? Arrays.asList(destination.getCompositeDestinations()) : List.of(destination);
    }

    private static void require(
            boolean allowed, SecurityContext security, String verb, ActiveMQDestination destination) {
        if (!allowed) {
            throw new SecurityException(
                    "User " + security.getUserName() + " is not authorized to " + verb + " " + destination + ".");
        }
    }
}
