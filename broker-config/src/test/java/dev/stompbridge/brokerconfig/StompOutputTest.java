package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.TextMessage;
import java.nio.file.Path;
import org.apache.activemq.command.ActiveMQMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend on the STOMP listener gets to read, as bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StompOutputTest {
    private static final String QUEUE = "queue://test.lines";

    private EmbeddedBroker broker;

    @BeforeAll
    void start(@TempDir Path directory) throws BrokerStartException {
        broker = TestSettings.in(directory).start();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    private StompSocket connected(String version) throws Exception {
        StompSocket socket = new StompSocket(broker.stompPort());
        socket.write("CONNECT|accept-version:" + version + "|host:x|login:admin|passcode:" + TestSettings.PASSWORD);
        assertThat(socket.read()).startsWith("CONNECTED");
        return socket;
    }

    /** A message with one property, as a subscriber of this version reads it. */
    private String delivered(String version, String name, String value) throws Exception {
        try (StompSocket socket = connected(version);
                JmsClient client = JmsClient.admin(broker)) {
            TextMessage message = client.session().createTextMessage("body");
            ((ActiveMQMessage) message).setProperty(name, value);
            client.session().createProducer(JmsClient.destination(QUEUE)).send(message);
            return socket.write("SUBSCRIBE|id:1|destination:/queue/test.lines").read();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void aPropertyIsNeverSeveralHeaders(String version) throws Exception {
        for (String forged : new String[] {"x\nforged", "x:y\nforged", "x\r\nforged", "x\n\nforged body"}) {
            assertThat(delivered(version, forged, "true").lines())
                    .as(forged)
                    .noneMatch(line -> line.startsWith("forged"))
                    .endsWith("body");
            assertThat(delivered(version, "name", forged + ":true").lines())
                    .as(forged)
                    .noneMatch(line -> line.startsWith("forged"))
                    .endsWith("body");
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0, 'name:a c:d\\e'", "1.1, 'name:a\\nc\\cd\\\\e'", "1.2, 'name:a\\nc\\cd\\\\e'"})
    void aValueIsWrittenAsItsVersionHasIt(String version, String line) throws Exception {
        assertThat(delivered(version, "name", "a\nc:d\\e").lines()).contains(line);
    }

    @ParameterizedTest
    @CsvSource({"1.1, 'a\\nc\\cd\\\\e:value'", "1.2, 'a\\nc\\cd\\\\e:value'"})
    void aNameIsEscapedToo(String version, String line) throws Exception {
        assertThat(delivered(version, "a\nc:d\\e", "value").lines()).contains(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEND|destination:/queue/other",
                "SEND|no-destination:x",
                "SUBSCRIBE|id:1|destination:/queue/test.a|selector:a = = b",
                "ACK|id:nothing",
                "COMMIT|transaction:nothing",
                "UNSUBSCRIBE|id:nothing",
                "CONNECT|accept-version:1.2|host:x"
            })
    void anErrorHasNoStackTrace(String frame) throws Exception {
        try (StompSocket socket = connected("1.2")) {
            assertThat(socket.write(frame, "{}").read())
                    .startsWith("ERROR")
                    .doesNotContain("\tat ", ".java:", "Exception", "org.apache", "dev.stompbridge");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CONNECT|accept-version:1.2|host:x|login:admin|passcode:wrong", "SEND|destination:/queue/a"})
    void anErrorBeforeTheLoginHasNone(String frame) throws Exception {
        try (StompSocket socket = new StompSocket(broker.stompPort())) {
            assertThat(socket.write(frame).read())
                    .startsWith("ERROR")
                    .doesNotContain("\tat ", ".java:", "Exception", "org.apache", "dev.stompbridge");
        }
    }

    @Test
    void anErrorSaysWhatIsWrong() throws Exception {
        try (StompSocket socket = connected("1.2")) {
            assertThat(socket.write("ACK|id:nothing|receipt:r").read().lines())
                    .contains("message:Unexpected ACK received for message-id [null]", "receipt-id:r")
                    .endsWith("", "Unexpected ACK received for message-id [null]");
        }
    }
}
