package dev.stompbridge.brokerconfig;

import java.util.LinkedList;
import java.util.List;
import org.apache.activemq.broker.region.MessageReference;
import org.apache.activemq.broker.region.policy.ConstantPendingMessageLimitStrategy;
import org.apache.activemq.broker.region.policy.IndividualDeadLetterStrategy;
import org.apache.activemq.broker.region.policy.MessageEvictionStrategySupport;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;

/**
 * How destinations behave. One policy holds for all, as the default entry of the map: of an entry for the pattern
 * {@code >} ActiveMQ would count the advisory topics towards {@code maxDestinations}, of the default entry it does not.
 * Dead-letter queues have the same policy in an entry of their own, so that a broker that is full of destinations can
 * still save a message.
 *
 * <p>A full destination makes its producers wait ({@code producerFlowControl}), it never fails a send.
 */
final class DestinationPolicies {

    /** {@code queue://DLQ.NAME} holds the dead letters of the queue NAME. */
    private static final String QUEUE_DEAD_LETTER_PREFIX = "DLQ.";

    /** {@code queue://DLQ.Topic.NAME} holds the dead letters of durable subscriptions to the topic NAME. */
    private static final String TOPIC_DEAD_LETTER_PREFIX = "DLQ.Topic.";

    /**
     * Messages that wait for one consumer of a topic beyond its prefetch. Far above what a consumer that keeps up ever
     * has waiting; some 100 MB of small messages, spooled to disk, for one that stands still. When the messages are so
     * large that the spool is full earlier, {@link BacklogGuard} closes the consumer.
     */
    static final int MAX_PENDING_PER_TOPIC_CONSUMER = 100_000;

    /**
     * Senders whose last messages a queue remembers to recognise one that comes again, the latest ones. With ActiveMQ's 64, a
     * queue that some hundred browsers send to forgets and starts anew at each message.
     */
    private static final int MAX_AUDITED_PRODUCERS = 1000;

    private DestinationPolicies() {}

    static PolicyMap of(EmbeddedBrokerSettings.Limits limits) {
        PolicyEntry deadLetterQueues = policy(limits);
        deadLetterQueues.setQueue(QUEUE_DEAD_LETTER_PREFIX + ">");
        PolicyMap policies = new PolicyMap();
        policies.setDefaultEntry(policy(limits));
        policies.setPolicyEntries(List.of(deadLetterQueues));
        return policies;
    }

    private static PolicyEntry policy(EmbeddedBrokerSettings.Limits limits) {
        ConstantPendingMessageLimitStrategy pending = new ConstantPendingMessageLimitStrategy();
        pending.setLimit(MAX_PENDING_PER_TOPIC_CONSUMER);
        PolicyEntry policy = new PolicyEntry();
        policy.setProducerFlowControl(true);
        policy.setMaxProducersToAudit(MAX_AUDITED_PRODUCERS);
        policy.setMaxDestinations(limits.maxDestinations());
        policy.setDeadLetterStrategy(deadLetters());
        policy.setPendingMessageLimitStrategy(pending);
        policy.setMessageEvictionStrategy(new OldestInBulk());
        policy.setGcInactiveDestinations(true);
        policy.setInactiveTimeoutBeforeGC(limits.idleDestinationAfter().toMillis());
        return policy;
    }

    /** Takes everything that {@link LossFilter} lets through. */
    private static IndividualDeadLetterStrategy deadLetters() {
        IndividualDeadLetterStrategy strategy = new IndividualDeadLetterStrategy();
        strategy.setQueuePrefix(QUEUE_DEAD_LETTER_PREFIX);
        strategy.setTopicPrefix(TOPIC_DEAD_LETTER_PREFIX);
        strategy.setProcessNonPersistent(true);
        return strategy;
    }

    /**
     * Evicts all messages that the broker has fetched from the spool to choose from, a thousand of the oldest. The
     * stock strategy evicts one of them and reads a thousand again for the next message, and looks for expired ones
     * through all that is spooled: one consumer that stands still would slow its producers down to the speed of the
     * disk.
     */
    private static final class OldestInBulk extends MessageEvictionStrategySupport {

        OldestInBulk() {
            setExpiryCheckEnabled(false);
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked", "NonApiType"}) // as the interface has it
        public MessageReference[] evictMessages(LinkedList oldest) {
            return (MessageReference[]) oldest.toArray(MessageReference[]::new);
        }
    }
}
