package dev.stompbridge.session;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.DestinationName;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.stomp.AckMode;
import dev.stompbridge.stomp.StompHeader;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.stomp.StompVersion;
import dev.stompbridge.stomp.StompViolation;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A SUBSCRIBE whose headers have been checked. */
record SubscribeRequest(String id, DestinationName destination) {
    private static final Logger LOG = LoggerFactory.getLogger(SubscribeRequest.class);

    /** An id comes back with each message. */
    private static final int MAX_ID_LENGTH = 256;

    /** Known and meaningful, but not offered: to ignore one would deliver something else than was asked for. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "selector",
            "browser",
            "activemq.subscriptionName",
            "durable-subscription-name",
            "activemq.exclusive",
            "activemq.retroactive",
            "activemq.noLocal",
            "no-local",
            "activemq.priority",
            "activemq.prefetchSize",
            "activemq.maximumPendingMessageLimit",
            "transformation");

    /** Checks the headers of one session's frames; what is not applied is logged once per session. */
    static final class Checker {
        private final Metrics metrics;
        private boolean logged;

        Checker(Metrics metrics) {
            this.metrics = metrics;
        }

        /** STOMP 1.2 "SUBSCRIBE". */
        SubscribeRequest check(StompHeaders headers, StompVersion version) throws BrokerException, StompViolation {
            String destination = headers.get("destination");
            if (destination == null) {
                throw new StompViolation("SUBSCRIBE needs a destination");
            }
            for (StompHeader header : headers) {
                if (UNSUPPORTED.contains(header.name())) {
                    throw new StompViolation("the header " + header.name() + " is not supported");
                }
            }
            ignoreActiveMqHeaders(headers);
            if (AckMode.parse(headers.get("ack")) != AckMode.AUTO) {
                throw new StompViolation("ack modes other than auto are not supported");
            }
            String id = headers.get("id");
            if (id == null && version == StompVersion.V1_0) {
                id = destination;
            }
            if (id == null || id.isEmpty() || id.length() > MAX_ID_LENGTH) {
                throw new StompViolation("SUBSCRIBE needs an id of 1 to 256 characters");
            }
            return new SubscribeRequest(id, DestinationName.forSubscribe(destination));
        }

        void ignoreActiveMqHeaders(StompHeaders headers) {
            for (StompHeader header : headers) {
                if (header.name().startsWith("activemq.")) {
                    metrics.count(Metric.ACTIVEMQ_HEADERS_IGNORED);
                    if (!logged) {
                        logged = true;
                        LOG.info("Ignored the header {} of a session; further ones are only counted", header.name());
                    }
                }
            }
        }
    }
}
