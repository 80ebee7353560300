package dev.stompbridge.it;

import jakarta.jms.JMSException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Spring's client, which has no transactions. */
@ExtendWith(SharedBridge.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpringIT implements ExchangeScenarios, AcknowledgementScenarios, ReplyScenarios {
    private final Stage stage;

    SpringIT(BridgeProcess bridge) throws JMSException {
        stage = new Stage(bridge);
    }

    @AfterAll
    void end() throws JMSException {
        stage.close();
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public ForeignClient connect(Login login) {
        return new SpringClient(stage.web("ws", "/stomp"), login);
    }
}
