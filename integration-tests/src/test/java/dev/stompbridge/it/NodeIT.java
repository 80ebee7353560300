package dev.stompbridge.it;

import jakarta.jms.JMSException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** stompjs in node, whose WebSocket is that of the package ws. */
@ExtendWith(SharedBridge.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NodeIT implements ExchangeScenarios, AcknowledgementScenarios, ReplyScenarios, TransactionScenarios {
    private final Stage stage;
    private final NodeProcess node;

    NodeIT(BridgeProcess bridge) throws JMSException {
        node = new NodeProcess();
        stage = new Stage(bridge);
    }

    @AfterAll
    void end() throws JMSException {
        node.close();
        stage.close();
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public TransactionalClient connect(Login login) {
        return StompJsClient.connect(node::call, stage.web("ws", "/stomp"), login);
    }
}
