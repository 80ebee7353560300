package dev.stompbridge.peers.spring;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;

/**
 * Spring's STOMP as its reference has it. The threads of both channels stay at its default, twice the processors.
 * Messages keep their order in both directions: without that, prices overtake each other.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocketMessageBroker
class Stomp implements WebSocketMessageBrokerConfigurer {
    /** The port of the broker behind the relay; 0 is the broker within Spring. */
    static final String BROKER_PORT = "peer.broker-port";

    /** Everybody's. */
    static final String PASSWORD = "peer.password";

    /** As whom the relay connects. */
    static final String RELAY = "relay";

    private static final String TOPICS = "/topic";
    private static final int SEND_BUFFER_BYTES = 8 << 20;
    private static final int SEND_TIME_MILLIS = 20_000;
    private static final long HEART_BEAT_MILLIS = 10_000;

    private final int brokerPort;
    private final String password;
    private final TaskScheduler scheduler;
    private final MessageChannel outbound;

    Stomp(
            @Value("${" + BROKER_PORT + "}") int brokerPort,
            @Value("${" + PASSWORD + "}") String password,
            @Lazy @Qualifier("messageBrokerTaskScheduler") TaskScheduler scheduler,
            @Lazy @Qualifier("clientOutboundChannel") MessageChannel outbound) {
        this.brokerPort = brokerPort;
        this.password = password;
        this.scheduler = scheduler;
        this.outbound = outbound;
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/stomp").setAllowedOriginPatterns("*");
        registry.setPreserveReceiveOrder(true);
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.setPreservePublishOrder(true);
        if (brokerPort == 0) {
            registry.enableSimpleBroker(TOPICS)
                    .setTaskScheduler(scheduler)
                    .setHeartbeatValue(new long[] {HEART_BEAT_MILLIS, HEART_BEAT_MILLIS});
            return;
        }
        registry.enableStompBrokerRelay(TOPICS)
                .setRelayHost("127.0.0.1")
                .setRelayPort(brokerPort)
                .setSystemLogin(RELAY)
                .setSystemPasscode(password)
                .setClientLogin(RELAY)
                .setClientPasscode(password);
    }

    /** A browser that reads late is given more than the default's 512 KiB and 10 seconds before it is cut off. */
    @Override
    public void configureWebSocketTransport(WebSocketTransportRegistration registration) {
        registration.setSendBufferSizeLimit(SEND_BUFFER_BYTES).setSendTimeLimit(SEND_TIME_MILLIS);
    }

    @Override
    public void configureClientInboundChannel(ChannelRegistration registration) {
        registration.interceptors(new Rights(password), new SubscribeReceipts(outbound));
    }
}
