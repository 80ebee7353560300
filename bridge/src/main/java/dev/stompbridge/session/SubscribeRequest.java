package dev.stompbridge.session;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.ConsumerOptions;
import dev.stompbridge.broker.DestinationName;
import dev.stompbridge.broker.Selector;
import dev.stompbridge.fanout.MaxRate;
import dev.stompbridge.stomp.AckMode;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.stomp.StompVersion;
import dev.stompbridge.stomp.StompViolation;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A SUBSCRIBE whose headers have been checked.
 *
 * @param patient whether the broker keeps its messages until they have arrived, so that they may wait for a slow browser
 * @param noLocal whether the session's own messages are left out
 */
record SubscribeRequest(
        String id, AckMode mode, ConsumerOptions options, boolean patient, boolean noLocal, Wishes wishes) {
    /**
     * How its messages are to come.
     *
     * @param complete whether they have the headers that only repeat a default
     * @param pace null if it says nothing of it
     * @param tellsGaps whether it wants to know when messages may be missing
     */
    record Wishes(boolean complete, @Nullable MaxRate pace, boolean tellsGaps) {}

    /** An id comes back with each message. */
    private static final int MAX_ID_LENGTH = 256;

    private static final int MAX_PENDING = 100_000;
    static final String MAX_RATE = "x-max-rate";
    private static final Pattern DURABLE_NAME = Pattern.compile("[A-Za-z0-9._~@+-]{1,128}");
    private static final String SUBSCRIPTION_NAME = "activemq.subscriptionName";

    /** Headers of ActiveMQ's that have their effect. */
    static final Set<String> APPLIED = Set.of(
            SUBSCRIPTION_NAME,
            "activemq.prefetchSize",
            "activemq.exclusive",
            "activemq.retroactive",
            "activemq.noLocal",
            "activemq.priority",
            "activemq.maximumPendingMessageLimit");

    /** Checks the headers of a SUBSCRIBE by these bounds. */
    record Checker(SessionContext.Settings settings) {
        /** STOMP 1.2 "SUBSCRIBE". */
        SubscribeRequest check(StompHeaders headers, StompVersion version) throws BrokerException, StompViolation {
            String destination = headers.get("destination");
            if (destination == null) {
                throw new StompViolation("SUBSCRIBE needs a destination");
            }
            checkTransformation(headers);
            String id = headers.get("id");
            if (id == null && version == StompVersion.V1_0) {
                id = destination;
            }
            if (id == null || id.isEmpty() || id.length() > MAX_ID_LENGTH) {
                throw new StompViolation("SUBSCRIBE needs an id of 1 to 256 characters");
            }
            DestinationName name = DestinationName.forSubscribe(destination);
            AckMode mode = AckMode.parse(headers.get("ack"));
            boolean patient = !name.isTopic() || mode != AckMode.AUTO || durableName(headers) != null;
            SubscribeRequest request = new SubscribeRequest(
                    id,
                    mode,
                    options(headers, name, patient),
                    patient,
                    flag(headers, "activemq.noLocal") || flag(headers, "no-local"),
                    wishes(headers));
            request.checkKind();
            return request;
        }

        private Wishes wishes(StompHeaders headers) throws StompViolation {
            String pace = headers.get(MAX_RATE);
            return new Wishes(complete(headers), pace == null ? null : MaxRate.parse(pace), flag(headers, "x-gaps"));
        }

        private ConsumerOptions options(StompHeaders headers, DestinationName destination, boolean patient)
                throws BrokerException, StompViolation {
            String selector = headers.get("selector");
            int prefetch = patient ? settings.queuePrefetch() : settings.topicPrefetch();
            return new ConsumerOptions(
                    destination,
                    number(headers, "activemq.prefetchSize", prefetch, 1, Math.max(prefetch, settings.maxPrefetch())),
                    selector == null ? null : Selector.check(selector),
                    durableName(headers),
                    flag(headers, "browser"),
                    flag(headers, "activemq.exclusive"),
                    flag(headers, "activemq.retroactive"),
                    (byte) number(headers, "activemq.priority", 0, Byte.MIN_VALUE, Byte.MAX_VALUE),
                    number(headers, "activemq.maximumPendingMessageLimit", 0, 0, MAX_PENDING));
        }

        private boolean complete(StompHeaders headers) throws StompViolation {
            String wanted = headers.get("x-message-headers");
            if (wanted == null) {
                return settings.completeHeaders();
            }
            if (!wanted.equals("lean") && !wanted.equals("complete")) {
                throw new StompViolation("x-message-headers is lean or complete");
            }
            return wanted.equals("complete");
        }
    }

    /** The name of the durable subscription that a frame means; null if it means none. */
    static @Nullable String durableName(StompHeaders headers) throws StompViolation {
        if (headers.get("durable-subscription-name") != null) {
            throw new StompViolation("a durable subscription is named by activemq.subscriptionName");
        }
        String name = headers.get(SUBSCRIPTION_NAME);
        if (name != null && !DURABLE_NAME.matcher(name).matches()) {
            throw new StompViolation(SUBSCRIPTION_NAME + " has 1 to 128 letters, digits and . _ ~ @ + -");
        }
        return name;
    }

    /**
     * Whether all browsers of the identity share one consumer for it: nothing but its id and the form of its messages is
     * its own.
     */
    boolean isShared() {
        return !patient
                && !noLocal
                && !options.retroactive()
                && options.maxPending() == 0
                && !options.destination().isTemporary();
    }

    boolean complete() {
        return wishes.complete();
    }

    /** What only a queue or only a topic can do. */
    private void checkKind() throws StompViolation {
        boolean topic = options.destination().isTopic();
        if (options.browser() && (topic || mode != AckMode.AUTO)) {
            throw new StompViolation("only a queue can be browsed, with ack:auto");
        }
        boolean durable = options.durableName() != null;
        boolean one =
                !options.destination().isTemporary() && !options.destination().isComposite();
        if (durable && !(topic && one)) {
            throw new StompViolation("only a subscription to a topic can be durable");
        }
        if (noLocal && !topic) {
            throw new StompViolation("only a subscription to a topic can be without one's own messages");
        }
        if (!isShared() && (wishes.pace() != null || wishes.tellsGaps())) {
            throw new StompViolation(
                    "only a shared subscription has x-max-rate or x-gaps: one to a topic with ack:auto");
        }
    }

    /** Maps are delivered as JSON; other transformations would pick the type of what is delivered. */
    private static void checkTransformation(StompHeaders headers) throws StompViolation {
        String wanted = headers.get("transformation");
        if (wanted != null && !wanted.equals("jms-json") && !wanted.equals("jms-map-json")) {
            throw new StompViolation("transformation is jms-json or jms-map-json");
        }
    }

    private static boolean flag(StompHeaders headers, String name) throws StompViolation {
        String value = headers.get(name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (!value.equals("true")) {
            throw new StompViolation(name + " is true or false");
        }
        return true;
    }

    private static int number(StompHeaders headers, String name, int absent, int min, int max) throws StompViolation {
        String value = headers.get(name);
        if (value == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // as if it were out of bounds
        }
        throw new StompViolation(name + " is a number from " + min + " to " + max);
    }
}
