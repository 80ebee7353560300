package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages and acknowledgements in the transactions of a client library. */
interface TransactionScenarios {
    Map<String, String> IN_TRANSACTION = Map.of("transaction", "tx");

    Stage stage();

    TransactionalClient connect(Login login);

    private String receive(String name) throws JMSException {
        return ((TextMessage) stage().peer().receive("queue://" + name)).getText();
    }

    @Test
    default void committedMessagesAppearTogetherAndInOrder() throws JMSException {
        String name = stage().name();
        try (TransactionalClient client = connect(Login.CLIENT)) {
            client.begin("tx");
            client.send("/queue/" + name, IN_TRANSACTION, "one");
            client.send("/queue/" + name, IN_TRANSACTION, "two");
            assertThat(stage().peer().browse(name)).isEmpty();
            client.commit("tx");
            assertThat(receive(name)).isEqualTo("one");
            assertThat(receive(name)).isEqualTo("two");
        }
    }

    @Test
    default void abortedMessagesNeverAppear() throws JMSException {
        String name = stage().name();
        try (TransactionalClient client = connect(Login.CLIENT)) {
            client.begin("tx");
            client.send("/queue/" + name, IN_TRANSACTION, "aborted");
            client.abort("tx");
            client.send("/queue/" + name, Map.of(), "after");
            assertThat(receive(name)).isEqualTo("after");
            assertThat(stage().peer().browse(name)).isEmpty();
        }
    }

    @Test
    default void lostConnectionAbortsItsTransaction() throws JMSException {
        String name = stage().name();
        try (TransactionalClient client = connect(Login.CLIENT)) {
            client.begin("tx");
            client.send("/queue/" + name, IN_TRANSACTION, "lost");
            stage().relay().cut();
        }
        try (TransactionalClient client = connect(Login.CLIENT)) {
            client.begin("tx");
            client.send("/queue/" + name, IN_TRANSACTION, "kept");
            client.commit("tx");
            assertThat(receive(name)).isEqualTo("kept");
            assertThat(stage().peer().browse(name)).isEmpty();
        }
    }

    @Test
    default void acknowledgementCountsWhenItsTransactionIsCommitted() throws JMSException {
        String name = stage().name();
        stage().peer().sendTexts("queue://" + name, "aborted", "committed");
        try (TransactionalClient client = connect(Login.CLIENT)) {
            client.subscribe("/queue/" + name, Map.of("ack", "client-individual"));
            client.begin("tx");
            client.acknowledge(client.next(), "tx");
            client.abort("tx");
            client.begin("tx");
            client.acknowledge(client.next(), "tx");
            client.commit("tx");
            // stompjs gives COMMIT no receipt: this one shows that the frames before it are executed.
            client.send("/topic/" + name, Map.of(), "done");
            stage().relay().cut();
        }
        assertThat(receive(name)).isEqualTo("aborted");
        assertThat(stage().peer().browse(name)).isEmpty();
    }
}
