package dev.stompbridge.demo.site;

import jakarta.jms.JMSException;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;

/**
 * The broker's listener for backends, on loopback, and the login of the site.
 *
 * @param port of OpenWire
 */
record SiteBroker(int port, String user, String password) {
    private static final int CLOSE_TIMEOUT_MILLIS = 500;

    /** Opens and starts a connection; waits for the broker as long as TCP lets it. */
    ActiveMQConnection connect(String name) throws JMSException {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(user, password, "tcp://127.0.0.1:" + port);
        factory.setConnectionIDPrefix(name);
        factory.setCloseTimeout(CLOSE_TIMEOUT_MILLIS);
        // It makes no temporary destinations, and needs no right to read about them.
        factory.setWatchTopicAdvisories(false);
        ActiveMQConnection connection = (ActiveMQConnection) factory.createConnection();
        try {
            connection.start();
            return connection;
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "the broker at port " + port;
    }
}
