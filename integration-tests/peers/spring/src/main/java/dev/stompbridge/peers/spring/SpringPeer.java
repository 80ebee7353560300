package dev.stompbridge.peers.spring;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * Spring Boot with STOMP over WebSocket at {@code /stomp}. Arguments: the password of {@code feed}, how many
 * connections it takes, and for the relay with ActiveMQ behind it, in the same process, the directory for ActiveMQ's
 * data; without that it is the simple broker. It prints its port, and that of ActiveMQ's STOMP over TCP.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Stomp.class)
final class SpringPeer {
    private static final int RELAY_ARGUMENTS = 3;

    private SpringPeer() {}

    public static void main(String[] arguments) throws Exception {
        String password = arguments[0];
        int connections = Integer.parseInt(arguments[1]);
        if (arguments.length < RELAY_ARGUMENTS) {
            System.out.println("ready on " + start(password, connections, 0));
            return;
        }
        int brokerPort = RelayedBroker.start(Path.of(arguments[2]), password, connections);
        System.out.println("ready on " + start(password, connections, brokerPort) + " " + brokerPort);
    }

    private static String start(String password, int connections, int brokerPort) {
        SpringApplication application = new SpringApplication(SpringPeer.class);
        application.setDefaultProperties(Map.of(
                "server.address",
                "127.0.0.1",
                "server.port",
                0,
                "server.tomcat.max-connections",
                connections,
                "spring.main.banner-mode",
                "off",
                "logging.level.root",
                "warn",
                Stomp.PASSWORD,
                password,
                Stomp.BROKER_PORT,
                brokerPort));
        ConfigurableApplicationContext context = application.run();
        return context.getEnvironment().getRequiredProperty("local.server.port");
    }
}
