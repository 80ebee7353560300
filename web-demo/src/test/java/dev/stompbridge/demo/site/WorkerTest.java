package dev.stompbridge.demo.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.time.Duration;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.broker.BrokerService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTest {

    private static BrokerService broker(int port) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.addConnector("tcp://127.0.0.1:" + port);
        broker.start();
        broker.waitUntilStarted();
        return broker;
    }

    private static void stop(BrokerService broker) throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }

    private static String price(String amount) {
        return "{\"symbol\":\"NVDA\",\"price\":" + amount + ",\"time\":\"2026-11-22T14:30:00Z\"}";
    }

    /** Whether the board has this price, which is published once more. */
    private static boolean arrives(PriceBoard board, SiteBroker broker, String price) throws JMSException {
        ActiveMQConnection connection = broker.connect("test");
        try {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            session.createProducer(session.createTopic("stock.NVDA")).send(session.createTextMessage(price));
        } finally {
            connection.close();
        }
        PriceBoard.Latest latest = board.latest("NVDA");
        return latest != null && new String(latest.json(), UTF_8).equals(price);
    }

    @Test
    void boardOutlivesItsBroker() throws Exception {
        BrokerService first = broker(0);
        int port = first.getTransportConnectors().get(0).getConnectUri().getPort();
        SiteBroker address = new SiteBroker(port, "site", "site-demo");
        try (PriceBoard board = new PriceBoard(price -> {})) {
            board.start(address);
            await().until(() -> arrives(board, address, price("1.5")));

            stop(first);
            assertThat(board.latest("NVDA")).isNotNull();
            BrokerService second = broker(port);
            await().until(() -> arrives(board, address, price("2.5")));
            stop(second);
        }
    }

    @Test
    void workerEndsInTimeWhateverItsBrokerDoes() throws Exception {
        BrokerService broker = broker(0);
        int port = broker.getTransportConnectors().get(0).getConnectUri().getPort();
        SiteBroker address = new SiteBroker(port, "site", "site-demo");
        PriceBoard board = new PriceBoard(price -> {});
        board.start(address);
        await().until(() -> arrives(board, address, price("1.5")));
        stop(broker);
        PriceBoard alone = new PriceBoard(price -> {});
        alone.start(address);

        long began = System.nanoTime();
        board.close();
        alone.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }
}
