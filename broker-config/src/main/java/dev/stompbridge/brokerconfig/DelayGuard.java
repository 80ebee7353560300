package dev.stompbridge.brokerconfig;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ResourceAllocationException;
import java.io.IOException;
import java.time.Duration;
import org.apache.activemq.ScheduledMessage;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.command.Message;
import org.apache.activemq.usage.SystemUsage;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what may be asked of ActiveMQ's scheduler: {@code AMQ_SCHEDULED_DELAY} and {@code AMQ_SCHEDULED_PERIOD}, in
 * milliseconds, with {@code AMQ_SCHEDULED_REPEAT}. CRON entries and endless repetitions are refused, and so is a delay
 * towards a temporary destination, which may be gone by then. Without delayed delivery these properties mean nothing.
 */
final class DelayGuard extends BrokerFilter {

    private static final long MAX_MILLIS = Duration.ofDays(366).toMillis();

    /** The scheduler looks for what is due twice a second. */
    private static final long MIN_PERIOD_MILLIS = Duration.ofSeconds(1).toMillis();

    private static final int MAX_REPEAT = 1_000;

    private final SystemUsage usage;

    DelayGuard(Broker next, SystemUsage usage) {
        super(next);
        this.usage = usage;
    }

    @Override
    public void send(ProducerBrokerExchange exchange, Message message) throws Exception {
        if (isScheduled(message)) {
            if (message.getDestination().isTemporary()) {
                throw new MessageFormatException("A message to a temporary destination cannot be delayed.");
            }
            if (message.isInTransaction() && isSharedLink(exchange.getConnectionContext())) {
                requireRoom();
            }
        }
        super.send(exchange, message);
    }

    private static boolean isScheduled(Message message) throws JMSException {
        if (property(message, ScheduledMessage.AMQ_SCHEDULED_CRON) != null) {
            throw new MessageFormatException("AMQ_SCHEDULED_CRON is not accepted.");
        }
        boolean delayed = hasNumber(message, ScheduledMessage.AMQ_SCHEDULED_DELAY, 0, MAX_MILLIS);
        boolean periodic = hasNumber(message, ScheduledMessage.AMQ_SCHEDULED_PERIOD, MIN_PERIOD_MILLIS, MAX_MILLIS);
        boolean repeated = hasNumber(message, ScheduledMessage.AMQ_SCHEDULED_REPEAT, 0, MAX_REPEAT);
        if (periodic != repeated) {
            throw new MessageFormatException("AMQ_SCHEDULED_PERIOD and AMQ_SCHEDULED_REPEAT go together.");
        }
        return delayed || periodic;
    }

    /** False when the message has no such property. */
    private static boolean hasNumber(Message message, String name, long min, long max) throws JMSException {
        Object value = property(message, name);
        if (value != null && !isBetween(value.toString(), min, max)) {
            throw new MessageFormatException(name + " must be a number from " + min + " to " + max + ".");
        }
        return value != null;
    }

    private static boolean isBetween(String value, long min, long max) {
        try {
            long number = Long.parseLong(value);
            return number >= min && number <= max;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static @Nullable Object property(Message message, String name) throws JMSException {
        try {
            return message.getProperty(name);
        } catch (IOException e) {
            MessageFormatException malformed = new MessageFormatException("The properties are malformed.");
            malformed.initCause(e);
            throw malformed;
        }
    }

    private static boolean isSharedLink(ConnectionContext context) {
        return context.getSecurityContext() instanceof BrokerIdentity identity && identity.isSharedLink();
    }

    /**
     * As {@link RoomGuard} does for other messages. While messages that are due find no room, the scheduler takes no
     * new ones, so their room counts too.
     */
    private void requireRoom() throws ResourceAllocationException {
        if (usage.getJobSchedulerUsage().isFull(RoomGuard.ALMOST_FULL_PERCENT)
                || usage.getStoreUsage().isFull(RoomGuard.ALMOST_FULL_PERCENT)
                || usage.getMemoryUsage().isFull(RoomGuard.ALMOST_FULL_PERCENT)
                || usage.getTempUsage().isFull(RoomGuard.SPOOL_ALMOST_FULL_PERCENT)) {
            throw new ResourceAllocationException("The store has no room for a delayed message in a transaction.");
        }
    }
}
