package dev.stompbridge.it;

import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a route forwarded, by the id that each message had in the queue. It subscribes durably: what it has
 * not acknowledged comes again after a crash.
 */
final class Witness {
    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private @Nullable JmsClient client;
    private final AtomicInteger withoutOriginalId = new AtomicInteger();

    void connect(int port) throws JMSException {
        JmsClient connecting = JmsClient.login(port, "witness", "witness");
        client = connecting;
        connecting.subscribeDurably("stock.>", this::take);
    }

    /** Also from a broker that is gone; does nothing when it is not connected. */
    void disconnect() {
        JmsClient ending = client;
        client = null;
        if (ending != null) {
            ending.close();
        }
    }

    private void take(Message message) {
        try {
            String id = message.getStringProperty("originalMessageId");
            if (id == null) {
                withoutOriginalId.incrementAndGet();
            } else {
                bodies.put(id, ((TextMessage) message).getText());
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until so many more different messages are seen; one that comes again does not count. */
    void awaitMore(int count) {
        int wanted = bodies.size() + count;
        await().atMost(Limits.ARRIVAL).pollInterval(Duration.ofMillis(1)).until(() -> bodies.size() >= wanted);
    }

    /** The original ids of all messages seen. */
    Set<String> ids() {
        return Set.copyOf(bodies.keySet());
    }

    /** What was seen under each of these ids. */
    List<String> bodies(List<String> ids) {
        return ids.stream().map(id -> bodies.getOrDefault(id, "")).toList();
    }

    int withoutOriginalId() {
        return withoutOriginalId.get();
    }
}
