package dev.stompbridge.peers.artemis;

import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * Artemis with its journal, users and rights: {@code feed} writes {@code stock.#}, whoever gives no name reads it. One
 * port takes STOMP over TCP and over WebSocket, at any path. Arguments: the directory for its data, and the password.
 */
final class ArtemisPeer {
    private static final String PUBLISHER = "feed";
    private static final String VISITOR = "visitor";

    private static final String STOMP = "stomp";

    /**
     * The buffers of the distribution's acceptors. Whoever is silent for connectionTtl (milliseconds, a minute by
     * default) is cut off, and a subscriber without heart-beats is silent.
     */
    private static final String ACCEPTOR = "tcp://127.0.0.1:0?protocols=STOMP&useEpoll=true"
            + "&tcpSendBufferSize=1048576&tcpReceiveBufferSize=1048576"
            + "&anycastPrefix=/queue/&multicastPrefix=/topic/&connectionTtl=3600000";

    private ArtemisPeer() {}

    public static void main(String[] arguments) throws Exception {
        // As in the distribution, the audit logs are off: on level INFO they tell every single operation.
        Logger.getLogger("").setLevel(Level.WARNING);
        EmbeddedActiveMQ artemis = new EmbeddedActiveMQ()
                .setConfiguration(configuration(Path.of(arguments[0])))
                .setSecurityManager(users(arguments[1]))
                .start();
        NettyAcceptor acceptor =
                (NettyAcceptor) artemis.getActiveMQServer().getRemotingService().getAcceptor(STOMP);
        System.out.println("ready on " + acceptor.getActualPort());
    }

    private static Configuration configuration(Path data) throws Exception {
        return new ConfigurationImpl()
                .setName("peer")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setLargeMessagesDirectory(data.resolve("large-messages").toString())
                .setSecurityEnabled(true)
                .putSecurityRoles("stock.#", Set.of(role(PUBLISHER, true), role(VISITOR, false)))
                .addAddressSetting("#", addresses())
                .addAcceptorConfiguration(STOMP, ACCEPTOR);
    }

    /** As the distribution has them; without these two names every subscription is worth two warnings. */
    private static AddressSettings addresses() {
        return new AddressSettings()
                .setDeadLetterAddress(SimpleString.of("DLQ"))
                .setExpiryAddress(SimpleString.of("ExpiryQueue"));
    }

    /** A role that reads, and so creates its queue, and may write too. */
    private static Role role(String name, boolean write) {
        return new Role(name, write, true, false, false, true, true, false, true, true, false, false, false);
    }

    private static ActiveMQJAASSecurityManager users(String password) {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(PUBLISHER, password);
        users.addRole(PUBLISHER, PUBLISHER);
        users.addUser(VISITOR, password);
        users.addRole(VISITOR, VISITOR);
        users.setDefaultUser(VISITOR);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }
}
