package dev.stompbridge.it;

import jakarta.jms.JMSException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** stompjs in a page of Chromium. */
@ExtendWith(SharedBridge.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StompJsIT implements ExchangeScenarios, AcknowledgementScenarios, ReplyScenarios, TransactionScenarios {
    private final Stage stage;
    private final Chromium chromium;
    private final Visitor visitor;

    StompJsIT(BridgeProcess bridge) throws JMSException {
        chromium = new Chromium();
        visitor = chromium.visitor();
        stage = new Stage(bridge);
        visitor.open(stage.web("http", "/"));
    }

    @AfterAll
    void end() throws JMSException {
        chromium.close();
        stage.close();
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public TransactionalClient connect(Login login) {
        return StompJsClient.connect(this::call, stage.web("ws", "/stomp"), login);
    }

    private String call(String json) {
        return visitor.evaluate("json => stompjs.call(json)", json);
    }
}
