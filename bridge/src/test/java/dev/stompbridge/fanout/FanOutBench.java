package dev.stompbridge.fanout;

import dev.stompbridge.broker.Delivery;
import dev.stompbridge.ops.Metrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQTopic;
import org.apache.activemq.command.MessageId;
import org.apache.activemq.openwire.OpenWireFormat;
import org.apache.activemq.util.ByteSequence;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a message costs the hub for each of 1,000 browsers, its one encoding included, the network not. The clock turns 10
 * milliseconds from one message to the next, and it stops when everything has left. Not final, for JMH extends it.
 */
@State(Scope.Thread)
public class FanOutBench {
    /** How each browser subscribed: with the id that stompjs gives, or one of its own; to what may be skipped. */
    public enum Subscription {
        ONE_ID(DeliveryPolicy.Kind.DISCONNECT, 0),
        RANDOM_IDS(DeliveryPolicy.Kind.DISCONNECT, 0),
        CONFLATING(DeliveryPolicy.Kind.CONFLATE, 0),
        PACED(DeliveryPolicy.Kind.CONFLATE, PACE_NANOS);

        private final DeliveryPolicy.Kind kind;
        private final long paceNanos;

        Subscription(DeliveryPolicy.Kind kind, long paceNanos) {
            this.kind = kind;
            this.paceNanos = paceNanos;
        }

        private String id() {
            return this == RANDOM_IDS ? UUID.randomUUID().toString() : "sub-0";
        }
    }

    private static final int BROWSERS = 1_000;
    private static final int MESSAGES = 25;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** Of 4/s: as long as the messages of one invocation. */
    private static final long PACE_NANOS = MESSAGES * STEP_NANOS;

    private static final byte[] PRICE =
            "{\"symbol\":\"NVDA\",\"price\":13.92,\"time\":\"2026-11-22T10:15:30Z\"}".getBytes(StandardCharsets.UTF_8);

    @Param
    public Subscription subscription = Subscription.ONE_ID;

    private final Metrics metrics = new Metrics();
    private final Outboxes outboxes = new Outboxes(
            new Outboxes.Bounds(Long.MAX_VALUE, Integer.MAX_VALUE), Runnable::run, metrics, () -> this.now);
    private final List<BenchBrowser> browsers = new ArrayList<>();
    private final Members topic = new Members();
    private final Delivery price = price();
    private long now;
    private long number;

    private static Delivery price() {
        ActiveMQBytesMessage message = new ActiveMQBytesMessage();
        message.setMessageId(new MessageId("ID:feed-1:1:1:1:17"));
        message.setDestination(new ActiveMQTopic("stock.NVDA"));
        message.setContent(new ByteSequence(PRICE));
        try {
            ByteSequence bytes = new OpenWireFormat().marshal(message);
            return Delivery.ofBytes(Arrays.copyOfRange(bytes.data, bytes.offset, bytes.offset + bytes.length));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void join() {
        for (int i = 0; i < BROWSERS; i++) {
            BenchBrowser browser = new BenchBrowser(outboxes);
            Member member = browser.member(subscription.id(), subscription.paceNanos);
            member.begin(0, 0, BenchBrowser.policy(subscription.kind), subscription.paceNanos);
            browsers.add(browser);
            topic.add(member);
        }
    }

    /** Each message leaves before the next one comes. */
    @Benchmark
    @OperationsPerInvocation(BROWSERS * MESSAGES)
    public long browsersThatKeepUp() {
        publish();
        return drained();
    }

    /** Each browser takes nothing while these messages come, then all that wait. */
    @Benchmark
    @OperationsPerInvocation(BROWSERS * MESSAGES)
    public long browsersThatAreBusy() {
        browsers.forEach(BenchBrowser::beginBusy);
        publish();
        return drained();
    }

    private void publish() {
        for (int i = 0; i < MESSAGES; i++) {
            EncodedMessage message = new EncodedMessage(price, ConflationKey.DESTINATION, metrics, null);
            number++;
            topic.deliver(message, number);
            turn(STEP_NANOS);
        }
    }

    private void turn(long nanos) {
        now += nanos;
        outboxes.tick();
    }

    private long drained() {
        browsers.forEach(BenchBrowser::drain);
        // A wheel wakes up to a slot late.
        turn(subscription.paceNanos + 2 * STEP_NANOS);
        long bytes = 0;
        for (BenchBrowser browser : browsers) {
            if (!browser.isDrained()) {
                throw new IllegalStateException("something still waits");
            }
            bytes += browser.bytes();
        }
        return bytes;
    }
}
