package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.JMSException;
import java.nio.file.Path;
import org.apache.activemq.broker.EmptyBroker;
import org.apache.activemq.command.ActiveMQObjectMessage;
import org.apache.activemq.command.MessageDispatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ObjectMessageTest {

    /** {@code org.apache.activemq} is what ActiveMQ trusts by default. */
    @Test
    void noClassIsTrustedInAMessageThatLeavesTheBroker() throws JMSException {
        ActiveMQObjectMessage message = new ActiveMQObjectMessage();
        message.setObject(new org.apache.activemq.command.ActiveMQQueue("q"));
        message.storeContentAndClear();
        MessageDispatch dispatch = new MessageDispatch();
        dispatch.setMessage(message);

        new ObjectMessageFilter(new EmptyBroker()).preProcessDispatch(dispatch);

        assertThatExceptionOfType(JMSException.class).isThrownBy(message::getObject);
    }

    @Test
    void aTransformationOverStompHarmsNobodyElse(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = TestSettings.in(directory).start();
                StompSocket socket = new StompSocket(broker.stompPort());
                JmsClient client = JmsClient.admin(broker)) {
            socket.write("CONNECT|accept-version:1.2|host:x|login:admin|passcode:" + TestSettings.PASSWORD);
            assertThat(socket.read()).startsWith("CONNECTED");
            socket.write("SUBSCRIBE|id:1|destination:/queue/test.objects|transformation:jms-object-xml");
            client.session()
                    .createProducer(JmsClient.destination("queue://test.objects"))
                    .send(client.session().createObjectMessage("a string"));

            client.send("queue://test.other", "hello");
            assertThat(client.receive("queue://test.other")).isEqualTo("hello");
        }
    }
}
