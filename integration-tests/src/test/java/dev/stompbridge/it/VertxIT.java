package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import jakarta.jms.JMSException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Vert.x's STOMP client, which reaches the bridge through a tunnel. */
@ExtendWith(SharedBridge.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VertxIT implements ExchangeScenarios, AcknowledgementScenarios, ReplyScenarios, TransactionScenarios {
    private final Vertx vertx = Vertx.vertx();
    private final Stage stage;
    private final Tunnel tunnel;

    VertxIT(BridgeProcess bridge) throws JMSException {
        stage = new Stage(bridge);
        tunnel = new Tunnel(stage.web("ws", "/stomp"));
    }

    @AfterAll
    void end() throws JMSException {
        Answers.await(vertx.close().toCompletionStage().toCompletableFuture());
        tunnel.close();
        stage.close();
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public TransactionalClient connect(Login login) {
        return new VertxClient(vertx, tunnel.port(), login);
    }

    /** Vert.x on either side, so that what the bridge writes is read, and what ActiveMQ writes is. */
    @Test
    void backendOnTheStompListenerOfTheBrokerExchangesMessagesWithABrowser() {
        String name = stage.name();
        Map<String, String> headers = Map.of("special", "a:b\nc\\");
        try (VertxClient browser = new VertxClient(vertx, tunnel.port(), Login.CLIENT);
                VertxClient backend =
                        new VertxClient(vertx, stage.bridge().ports().stomp(), Login.CLIENT)) {
            browser.subscribe("/topic/" + name, Map.of());
            backend.subscribe("/queue/" + name, Map.of());
            backend.send("/topic/" + name, headers, "to the browser");
            browser.send("/queue/" + name, headers, "to the backend");

            Incoming there = browser.next();
            Incoming back = backend.next();
            assertThat(there.text()).isEqualTo("to the browser");
            assertThat(there.headers()).containsAllEntriesOf(headers);
            assertThat(back.text()).isEqualTo("to the backend");
            assertThat(back.headers()).containsAllEntriesOf(headers);
        }
    }
}
