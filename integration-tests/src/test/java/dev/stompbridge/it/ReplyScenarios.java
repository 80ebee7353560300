package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Request and reply through temporary queues, with the client library on either side. */
interface ReplyScenarios {
    Stage stage();

    ForeignClient connect(Login login);

    @Test
    default void jmsPeerAnswersARequestToATemporaryQueue() throws JMSException {
        String name = stage().name();
        try (ForeignClient client = connect(Login.CLIENT)) {
            client.subscribe("/temp-queue/answers", Map.of());
            client.send(
                    "/queue/" + name, Map.of("reply-to", "/temp-queue/answers", "correlation-id", "42"), "question");
            Message request = stage().peer().receive("queue://" + name);
            TextMessage answer = stage().peer().text("answer");
            answer.setJMSCorrelationID(request.getJMSCorrelationID());
            stage().peer().send(request.getJMSReplyTo(), answer);

            Incoming message = client.next();
            assertThat(message.text()).isEqualTo("answer");
            assertThat(message.header("correlation-id")).isEqualTo("42");
        }
    }

    @Test
    default void requestOfAJmsPeerIsAnsweredWhereItsReplyToSays() throws JMSException {
        String name = stage().name();
        try (ForeignClient client = connect(Login.CLIENT)) {
            client.subscribe("/queue/" + name, Map.of());
            TemporaryQueue answers = stage().peer().temporaryQueue();
            TextMessage request = stage().peer().text("question");
            request.setJMSReplyTo(answers);
            request.setJMSCorrelationID("43");
            stage().peer().send("queue://" + name, request);
            Incoming question = client.next();
            assertThat(question.header("reply-to")).startsWith("/remote-temp-queue/");
            client.send(
                    question.header("reply-to"),
                    Map.of("correlation-id", question.header("correlation-id")),
                    "answer to " + question.text());

            TextMessage answer = (TextMessage) stage().peer().receive(answers);
            assertThat(answer.getText()).isEqualTo("answer to question");
            assertThat(answer.getJMSCorrelationID()).isEqualTo("43");
        }
    }
}
