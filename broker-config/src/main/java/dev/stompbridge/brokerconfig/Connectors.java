package dev.stompbridge.brokerconfig;

import java.net.BindException;
import java.net.URI;
import java.util.Locale;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.transport.tcp.TcpTransportServer;

/** Binds the listeners for backends. What is bound is closed by the broker it was added to. */
final class Connectors {

    /** A connection that has not logged in after this time is closed. */
    private static final int LOGIN_MILLIS = 10_000;

    /** A peer that takes nothing of what is written to it for this time is cut off. */
    private static final int WRITE_MILLIS = 60_000;

    private Connectors() {}

    static TcpTransportServer openWire(BrokerService broker, EmbeddedBrokerSettings settings)
            throws BrokerStartException {
        int maxFrameBytes = settings.limits().maxFrameBytes();
        return bind(
                broker,
                settings.openWire(),
                "tcp",
                "wireFormat.maxFrameSize=" + maxFrameBytes + "&wireFormat.stackTraceEnabled=false");
    }

    static TcpTransportServer stomp(BrokerService broker, EmbeddedBrokerSettings settings) throws BrokerStartException {
        int maxFrameBytes = settings.limits().maxFrameBytes();
        TcpTransportServer server =
                bind(broker, settings.stomp(), "stomp", "wireFormat.maxDataLength=" + maxFrameBytes);
        server.setWireFormatFactory(new StompOutput.Factory(maxFrameBytes));
        return server;
    }

    private static TcpTransportServer bind(
            BrokerService broker, EmbeddedBrokerSettings.Connector settings, String scheme, String wireFormat)
            throws BrokerStartException {
        String options = "?maximumConnections=" + settings.maxConnections() + "&transport.connectAttemptTimeout="
                + LOGIN_MILLIS + "&transport.soWriteTimeout=" + WRITE_MILLIS + "&" + wireFormat;
        try {
            URI address = new URI(scheme, null, settings.address(), settings.port(), null, null, null);
            TransportConnector connector = broker.addConnector(address + options);
            connector.setName(scheme);
            return (TcpTransportServer) connector.getServer();
        } catch (Exception e) {
            throw refusal(settings.address() + ":" + settings.port() + " (" + scheme + ")", e);
        }
    }

    private static BrokerStartException refusal(String address, Exception failure) {
        Throwable root = BrokerStartException.rootOf(failure);
        boolean inUse = root instanceof BindException
                && String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT).contains("in use");
        return inUse
                ? new BrokerStartException(
                        "The broker cannot listen on " + address + " because the port is in use.", failure)
                : BrokerStartException.because("The broker cannot listen on " + address, failure);
    }
}
