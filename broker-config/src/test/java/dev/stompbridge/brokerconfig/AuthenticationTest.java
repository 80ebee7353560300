package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.command.BrokerId;
import org.apache.activemq.command.BrokerInfo;
import org.apache.activemq.command.ConnectionId;
import org.apache.activemq.command.ConnectionInfo;
import org.apache.activemq.command.ExceptionResponse;
import org.apache.activemq.transport.DefaultTransportListener;
import org.apache.activemq.transport.Transport;
import org.apache.activemq.transport.TransportFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuthenticationTest {

    private EmbeddedBroker broker;

    @BeforeAll
    void start(@TempDir Path directory) throws BrokerStartException {
        broker = TestSettings.in(directory).start();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    private void assertRefused(ThrowingCallable connecting) {
        assertRefused(broker, connecting);
    }

    /** By what the broker counts: the client may see the end of the connection before the reason for it. */
    private static void assertRefused(EmbeddedBroker by, ThrowingCallable connecting) {
        long before = by.statistics().loginsRefused();
        assertThatExceptionOfType(JMSException.class).isThrownBy(connecting);
        assertThat(by.statistics().loginsRefused()).isEqualTo(before + 1);
    }

    @Test
    void aUserIsLetInOverOpenWire() throws JMSException {
        try (JmsClient client = JmsClient.admin(broker)) {
            client.send("queue://test.login", "hello");
            assertThat(client.receive("queue://test.login")).isEqualTo("hello");
        }
    }

    @Test
    void aUserIsLetInOverStomp() throws Exception {
        try (StompSocket socket = new StompSocket(broker.stompPort())) {
            socket.write("CONNECT|accept-version:1.2|host:x|login:admin|passcode:" + TestSettings.PASSWORD);
            assertThat(socket.read()).startsWith("CONNECTED");
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"admin, wrong", "admin, ''", "nobody, correct horse", "none, none", "admin, none"})
    void aWrongLoginIsRefusedOverOpenWireAndVm(String user, String password) {
        assertRefused(() -> JmsClient.tcp(broker, user, password));
        assertRefused(() -> JmsClient.connect(new ActiveMQConnectionFactory(broker.vmUri()), user, password));
    }

    @ParameterizedTest
    @CsvSource({"'', wrong login", "'|login:admin|passcode:wrong', wrong passcode", "'|login:admin', no passcode"})
    void aWrongLoginIsRefusedOverStomp(String headers) throws Exception {
        try (StompSocket socket = new StompSocket(broker.stompPort())) {
            socket.write("CONNECT|accept-version:1.2|host:x" + headers);
            assertThat(socket.read()).startsWith("ERROR");
        }
    }

    @Test
    void refusedLoginsAreCounted() {
        long before = broker.statistics().loginsRefused();
        assertRefused(() -> JmsClient.tcp(broker, "admin", "wrong"));

        assertThat(broker.statistics().loginsRefused()).isEqualTo(before + 1);
    }

    @Test
    void openConnectionsAreCounted() throws JMSException {
        int before = broker.statistics().connections();
        try (JmsClient client = JmsClient.admin(broker)) {
            assertThat(client.session()).isNotNull();
            assertThat(broker.statistics().connections()).isEqualTo(before + 1);
        }
        await().untilAsserted(
                        () -> assertThat(broker.statistics().connections()).isLessThanOrEqualTo(before));
    }

    @Test
    void aLinkIsLetInInsideTheProcessOnly() throws Exception {
        LinkLogin login = broker.linkLogin(Set.of("admins"));
        try (JmsClient link = JmsClient.link(broker.vmUri(), login.user(), login.password())) {
            link.send("queue://test.link", "hello");
            assertThat(link.receive("queue://test.link")).isEqualTo("hello");
        }
        assertRefused(() -> JmsClient.tcp(broker, login.user(), login.password()));
        try (StompSocket socket = new StompSocket(broker.stompPort())) {
            socket.write("CONNECT|accept-version:1.2|host:x|login:link\\cadmins|passcode:" + login.password());
            assertThat(socket.read()).startsWith("ERROR");
        }
    }

    @Test
    void aLinkCannotTakeTheGroupsOfAnother() {
        LinkLogin login = broker.linkLogin(Set.of("everyone"));

        assertRefused(() -> JmsClient.link(broker.vmUri(), "link:admins", login.password()));
    }

    @Test
    void aLinkOfAnotherBrokerIsRefused(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker other = TestSettings.in(directory).start()) {
            LinkLogin login = broker.linkLogin(Set.of("admins"));

            assertRefused(other, () -> JmsClient.link(other.vmUri(), login.user(), login.password()));
        }
    }

    /** A duplex bridge would have the broker open connections for its peer. */
    @Test
    void aBrokerCannotConnectAsANetworkBridge() throws Exception {
        URI uri = new URI("tcp://127.0.0.1:" + broker.openWirePort());
        Transport transport = TransportFactory.connect(uri);
        try {
            transport.setTransportListener(new DefaultTransportListener());
            transport.start();
            BrokerInfo bridge = new BrokerInfo();
            bridge.setBrokerId(new BrokerId("stranger"));
            bridge.setBrokerName("stranger");
            bridge.setNetworkConnection(true);
            bridge.setDuplexConnection(true);
            bridge.setNetworkProperties("name=bridge");
            transport.oneway(bridge);
            ConnectionInfo login = new ConnectionInfo(new ConnectionId("stranger"));
            login.setClientId("stranger");
            login.setUserName("admin");
            login.setPassword(TestSettings.PASSWORD);

            Object response = transport.request(login, 10_000);

            assertThat(response).isInstanceOf(ExceptionResponse.class);
            assertThat(((ExceptionResponse) response).getException()).hasMessage("Network bridges are not accepted.");
        } finally {
            transport.stop();
        }
    }

    @Test
    void aRefusalSaysNothingAboutTheUser() {
        assertThatExceptionOfType(JMSSecurityException.class)
                .isThrownBy(() -> JmsClient.tcp(broker, "admin", "wrong"))
                .withMessageNotContaining("admin");
    }
}
