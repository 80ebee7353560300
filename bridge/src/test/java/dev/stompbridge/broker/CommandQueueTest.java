package dev.stompbridge.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ConsumerId;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.MessageDispatch;
import org.apache.activemq.command.SessionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What many senders and receivers ask of one link over TCP is stored in batches, and each gets its own answer. */
final class CommandQueueTest {
    private static final int SENDERS = 50;
    private static final int ROUNDS = 20;
    private static final int RANGE = 3;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Metrics metrics = new Metrics();
    private final List<Sender> senders = new ArrayList<>();

    private final TcpBroker broker;

    CommandQueueTest(@TempDir Path directory) throws Exception {
        broker = new TcpBroker(directory);
    }

    @AfterEach
    void stop() {
        broker.close();
        threads.shutdownNow();
    }

    @Test
    void eachSenderGetsItsOwnAnswers() throws Exception {
        OpenWireLink link = TcpBroker.link(broker.port(), threads, metrics);
        int refused = 17;
        sendAll(link, refused);

        for (Sender sender : senders) {
            assertThat(sender.answers())
                    .isEqualTo(sender.number() == refused ? List.of("1 ACCESS_DENIED") : rounds(ROUNDS));
        }
        assertThat(metrics.value(Metric.BATCHES_REFUSED)).isPositive();
        List<String> stored = broker.drain("test.sent");
        assertThat(stored).hasSize((SENDERS - 1) * ROUNDS);
        for (Sender sender : senders) {
            assertThat(of(sender, stored)).isEqualTo(sender.number() == refused ? List.of() : rounds(ROUNDS));
        }
        link.close(() -> {});
    }

    @ParameterizedTest
    @ValueSource(longs = {6_000, 8_000, 9_000, 11_000, 15_000, 20_001, 25_000, 33_333, 40_000})
    void aLinkThatIsCutAnswersEveryRequestOnce(long cutAfter) throws Exception {
        try (CuttingRelay relay = new CuttingRelay(broker.port(), cutAfter, threads)) {
            OpenWireLink link = TcpBroker.link(relay.port(), threads, metrics);
            sendAll(link, -1);
        }
        for (Sender sender : senders) {
            List<String> expected = new ArrayList<>(rounds(sender.confirmed()));
            if (sender.confirmed() < ROUNDS) {
                expected.add(sender.confirmed() + 1 + " LOST");
            }
            assertThat(sender.answers()).isEqualTo(expected);
        }
        assertThat(senders).anyMatch(sender -> sender.confirmed() < ROUNDS);
        await().until(() -> broker.connections() == 0);
        List<String> stored = broker.drain("test.sent");
        for (Sender sender : senders) {
            assertThat(of(sender, stored)).isIn(rounds(sender.confirmed()), rounds(sender.confirmed() + 1));
        }
    }

    @Test
    void acknowledgementsOfSeveralMessagesAreTakenAsAWhole() throws Exception {
        OpenWireLink link = TcpBroker.link(broker.port(), threads, metrics);
        link.addSession(link.sessionId(1));
        List<ConsumerHandle> consumers = new ArrayList<>();
        List<ConcurrentLinkedQueue<MessageRef>> delivered = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            broker.fill("test.range." + i, RANGE);
            ConcurrentLinkedQueue<MessageRef> messages = new ConcurrentLinkedQueue<>();
            delivered.add(messages);
            consumers.add(consume(link, link.sessionId(1), i, messages));
        }
        await().until(() -> delivered.stream().allMatch(messages -> messages.size() == RANGE));
        ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < SENDERS; i++) {
            consumers
                    .get(i)
                    .acknowledge(List.copyOf(delivered.get(i)), failure -> answers.add(String.valueOf(failure)));
        }
        await().until(() -> answers.size() == SENDERS);

        assertThat(answers).containsOnly("null");
        consumers.forEach(consumer -> consumer.close(null, failure -> answers.add("closed")));
        await().until(() -> answers.size() == 2 * SENDERS);
        for (int i = 0; i < SENDERS; i++) {
            assertThat(broker.drain("test.range." + i)).isEmpty();
        }
        link.close(() -> {});
    }

    private void sendAll(OpenWireLink link, int refused) {
        link.addSession(link.sessionId(1));
        for (int i = 0; i < SENDERS; i++) {
            senders.add(new Sender(link, i, i == refused ? "other.sent" : "test.sent", ROUNDS));
        }
        senders.forEach(sender -> threads.execute(sender::next));
        await().until(() -> senders.stream().allMatch(Sender::isDone));
    }

    private static ConsumerHandle consume(
            OpenWireLink link, SessionId session, int number, ConcurrentLinkedQueue<MessageRef> messages) {
        ConsumerInfo info = new ConsumerInfo(new ConsumerId(session, number + 1));
        info.setDestination(new ActiveMQQueue("test.range." + number));
        info.setPrefetchSize(RANGE);
        link.receive(info.getConsumerId(), new OpenWireLink.Receiver() {
            @Override
            public void receive(MessageDispatch dispatch) {
                messages.add(new Delivery(dispatch).ref());
            }

            @Override
            public void ended() {}
        });
        link.request(info, failure -> {});
        return new ConsumerHandle(link, info.getConsumerId());
    }

    private static List<String> rounds(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
    }

    private static List<String> of(Sender sender, List<String> stored) {
        String prefix = sender.number() + " ";
        return stored.stream()
                .filter(text -> text.startsWith(prefix))
                .map(text -> text.substring(prefix.length()))
                .toList();
    }
}
