package dev.stompbridge.it;

import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.AuthorizationEntry;
import org.apache.activemq.security.AuthorizationPlugin;
import org.apache.activemq.security.DefaultAuthorizationMap;
import org.apache.activemq.security.SimpleAuthenticationPlugin;
import org.apache.activemq.security.TempDestinationAuthorizationEntry;

/**
 * ActiveMQ with its own {@code ws://} transport, as a process: the options of the connector are those of its
 * distribution, users and rights those of its documentation's example with the names of the demo. The one argument is
 * the directory for its data.
 */
final class ActiveMqPeer {
    /** What it prints when it is ready, followed by the port. */
    static final String READY = "ActiveMQ listens on ";

    private static final String TESTERS = "tester";
    private static final String OPTIONS = "?maximumConnections=1000&wireFormat.maxFrameSize=104857600";

    private ActiveMqPeer() {}

    public static void main(String[] arguments) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setBrokerName("peer");
        broker.setDataDirectoryFile(Path.of(arguments[0]).toFile());
        broker.setUseJmx(false);
        broker.setPlugins(new BrokerPlugin[] {users(), rights()});
        TransportConnector connector = broker.addConnector("ws://127.0.0.1:0" + OPTIONS);
        broker.start();
        broker.waitUntilStarted();
        System.out.println(READY + connector.getConnectUri().getPort());
    }

    private static BrokerPlugin users() {
        return new SimpleAuthenticationPlugin(List.of(new AuthenticationUser("tester", "tester-demo", TESTERS)));
    }

    private static BrokerPlugin rights() throws Exception {
        DefaultAuthorizationMap map = new DefaultAuthorizationMap();
        map.put(ActiveMQDestination.createDestination("queue://test.>", (byte) 0), full(new AuthorizationEntry()));
        map.put(ActiveMQDestination.createDestination("topic://test.>", (byte) 0), full(new AuthorizationEntry()));
        map.put(
                ActiveMQDestination.createDestination("queue://ActiveMQ.DLQ", (byte) 0),
                full(new AuthorizationEntry()));
        map.put(
                ActiveMQDestination.createDestination("topic://ActiveMQ.Advisory.>", (byte) 0),
                full(new AuthorizationEntry()));
        TempDestinationAuthorizationEntry temporary = new TempDestinationAuthorizationEntry();
        full(temporary);
        map.setTempDestinationAuthorizationEntry(temporary);
        return new AuthorizationPlugin(map);
    }

    private static AuthorizationEntry full(AuthorizationEntry entry) throws Exception {
        entry.setRead(TESTERS);
        entry.setWrite(TESTERS);
        entry.setAdmin(TESTERS);
        return entry;
    }
}
