package dev.stompbridge.peers.spring;

import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.broker.region.policy.ConstantPendingMessageLimitStrategy;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.AuthorizationEntry;
import org.apache.activemq.security.AuthorizationPlugin;
import org.apache.activemq.security.DefaultAuthorizationMap;
import org.apache.activemq.security.SimpleAuthenticationPlugin;

/**
 * ActiveMQ with STOMP over TCP: store, topic policy and options of the connector as its distribution has them. The relay
 * connects all browsers as one user, as Spring has it.
 */
final class RelayedBroker {
    private static final String READERS = "readers";
    private static final String WRITERS = "writers";
    private static final int SYSTEM_CONNECTION_AND_PUBLISHERS = 100;
    private static final int PENDING_MESSAGES = 1000;

    private RelayedBroker() {}

    /** Starts it with its data in this directory; the answer is its port. */
    static int start(Path data, String password, int connections) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setBrokerName("peer");
        broker.setDataDirectoryFile(data.toFile());
        broker.setUseJmx(false);
        broker.setDestinationPolicy(topicPolicy());
        broker.setPlugins(new BrokerPlugin[] {users(password), rights()});
        TransportConnector connector =
                broker.addConnector("stomp://127.0.0.1:0?wireFormat.maxFrameSize=104857600&maximumConnections="
                        + (connections + SYSTEM_CONNECTION_AND_PUBLISHERS));
        broker.start();
        broker.waitUntilStarted();
        return connector.getConnectUri().getPort();
    }

    private static PolicyMap topicPolicy() {
        ConstantPendingMessageLimitStrategy limit = new ConstantPendingMessageLimitStrategy();
        limit.setLimit(PENDING_MESSAGES);
        PolicyEntry topics = new PolicyEntry();
        topics.setTopic(">");
        topics.setPendingMessageLimitStrategy(limit);
        PolicyMap map = new PolicyMap();
        map.setPolicyEntries(List.of(topics));
        return map;
    }

    private static BrokerPlugin users(String password) {
        return new SimpleAuthenticationPlugin(List.of(
                new AuthenticationUser(Rights.PUBLISHER, password, WRITERS),
                new AuthenticationUser(Stomp.RELAY, password, READERS)));
    }

    private static BrokerPlugin rights() throws Exception {
        DefaultAuthorizationMap map = new DefaultAuthorizationMap();
        map.put(ActiveMQDestination.createDestination("topic://stock.>", (byte) 0), entry(READERS, WRITERS));
        String all = READERS + "," + WRITERS;
        map.put(ActiveMQDestination.createDestination("topic://ActiveMQ.Advisory.>", (byte) 0), entry(all, all));
        return new AuthorizationPlugin(map);
    }

    private static AuthorizationEntry entry(String readers, String writers) throws Exception {
        AuthorizationEntry entry = new AuthorizationEntry();
        entry.setRead(readers);
        entry.setWrite(writers);
        entry.setAdmin(READERS + "," + WRITERS);
        return entry;
    }
}
