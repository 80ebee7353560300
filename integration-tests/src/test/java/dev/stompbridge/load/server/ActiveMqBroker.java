package dev.stompbridge.load.server;

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
 * ActiveMQ with its own {@code ws://} transport: store, topic policy and options of the connectors as its distribution
 * has them, users and rights as the bridge beside it. Arguments: the directory for its data, and how many connections
 * it takes.
 */
final class ActiveMqBroker {
    private static final String VISITORS = "visitors";
    private static final String PUBLISHERS = "publishers";
    private static final String EVERYBODY = VISITORS + "," + PUBLISHERS;

    private ActiveMqBroker() {}

    public static void main(String[] arguments) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setBrokerName("peer");
        broker.setDataDirectoryFile(Path.of(arguments[0]).toFile());
        broker.setUseJmx(false);
        broker.setDestinationPolicy(topicPolicy());
        broker.setPlugins(new BrokerPlugin[] {users(), rights()});
        String options = "://127.0.0.1:0?wireFormat.maxFrameSize=104857600&maximumConnections=" + arguments[1];
        TransportConnector webSocket = broker.addConnector("ws" + options);
        TransportConnector stomp = broker.addConnector("stomp" + options);
        broker.start();
        broker.waitUntilStarted();
        System.out.println(PeerMain.READY + webSocket.getConnectUri().getPort() + " "
                + stomp.getConnectUri().getPort());
    }

    private static PolicyMap topicPolicy() {
        ConstantPendingMessageLimitStrategy limit = new ConstantPendingMessageLimitStrategy();
        limit.setLimit(1000);
        PolicyEntry topics = new PolicyEntry();
        topics.setTopic(">");
        topics.setPendingMessageLimitStrategy(limit);
        PolicyMap map = new PolicyMap();
        map.setPolicyEntries(List.of(topics));
        return map;
    }

    private static BrokerPlugin users() {
        SimpleAuthenticationPlugin plugin = new SimpleAuthenticationPlugin(
                List.of(new AuthenticationUser(Account.FEED.login(), Account.FEED.passcode(), PUBLISHERS)));
        plugin.setAnonymousAccessAllowed(true);
        plugin.setAnonymousUser("anonymous");
        plugin.setAnonymousGroup(VISITORS);
        return plugin;
    }

    private static BrokerPlugin rights() throws Exception {
        DefaultAuthorizationMap map = new DefaultAuthorizationMap();
        AuthorizationEntry stock = new AuthorizationEntry();
        stock.setRead(VISITORS);
        stock.setWrite(PUBLISHERS);
        stock.setAdmin(EVERYBODY);
        map.put(ActiveMQDestination.createDestination("topic://stock.>", (byte) 0), stock);
        AuthorizationEntry advisories = new AuthorizationEntry();
        advisories.setRead(EVERYBODY);
        advisories.setWrite(EVERYBODY);
        advisories.setAdmin(EVERYBODY);
        map.put(ActiveMQDestination.createDestination("topic://ActiveMQ.Advisory.>", (byte) 0), advisories);
        return new AuthorizationPlugin(map);
    }
}
