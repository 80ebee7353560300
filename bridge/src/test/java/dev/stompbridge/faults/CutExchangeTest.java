package dev.stompbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.faults.Cut.Moment;
import dev.stompbridge.faults.Cut.Way;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection of a browser is cut at each step of an exchange. From the receipts that it got follows what must and
 * what may have happened, and the queues show that nothing else has.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CutExchangeTest {
    private static final int BROWSERS = 8;

    /** Its clients read only now and then, and answer no ping. */
    private final TestBridge bridge = TestBridge.start("websocket.ping-after=5m");

    private final Keeper keeper = new Keeper(bridge);

    private final ExecutorService threads = Executors.newFixedThreadPool(BROWSERS);

    @AfterAll
    void stop() {
        threads.shutdownNow();
        keeper.close();
        bridge.close();
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void receiptsHoldForABrowserThatWaitsForEach(Plan plan) throws Exception {
        Exchange whole = new Exchange(plan, Cut.NONE, false, "test.whole." + plan);
        check(List.of(whole));
        assertThat(whole.receipts()).isEqualTo(plan.steps().size());

        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            cuts.add(new Cut(Moment.INSIDE_WEBSOCKET_FRAME, i, Way.RESET));
            cuts.add(new Cut(Moment.INSIDE_STOMP_FRAME, i, Way.FINISH));
            cuts.add(new Cut(Moment.AFTER_SENDING, i, Way.RESET));
            cuts.add(new Cut(Moment.AFTER_SENDING, i, Way.FINISH));
        }
        for (int i = 1; i < whole.received(); i++) {
            cuts.add(new Cut(Moment.AFTER_RECEIVING, i, Way.RESET));
            cuts.add(new Cut(Moment.AFTER_RECEIVING, i, Way.FINISH));
        }
        check(exchanges(plan, cuts, false));
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void receiptsHoldForABrowserThatWaitsForNone(Plan plan) throws Exception {
        List<Cut> cuts = new ArrayList<>();
        for (int i = 2; i < plan.steps().size(); i++) {
            cuts.add(new Cut(Moment.INSIDE_WEBSOCKET_FRAME, i, Way.RESET));
            cuts.add(new Cut(Moment.INSIDE_STOMP_FRAME, i, Way.FINISH));
            cuts.add(new Cut(Moment.AFTER_SENDING, i, Way.RESET));
            cuts.add(new Cut(Moment.AFTER_SENDING, i, Way.FINISH));
        }
        check(exchanges(plan, cuts, true));
    }

    private static List<Exchange> exchanges(Plan plan, List<Cut> cuts, boolean hasty) {
        List<Exchange> exchanges = new ArrayList<>();
        for (Cut cut : cuts) {
            String queue = "test.cut." + plan + (hasty ? ".hasty." : ".waiting.") + exchanges.size();
            exchanges.add(new Exchange(plan, cut, hasty, queue));
        }
        return exchanges;
    }

    private void check(List<Exchange> exchanges) throws Exception {
        try (StompClient filling = StompClient.tester(bridge.port())) {
            new Queues(filling)
                    .fill(exchanges.stream().map(each -> each.queue() + ".in").toList(), Plan.MESSAGES);
        }
        forEach(exchanges, exchange -> exchange.run(bridge.port()));
        keeper.awaitEnds();
        forEach(exchanges, this::checkQueues);
    }

    private void forEach(List<Exchange> exchanges, Consumer<Exchange> task) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        exchanges.forEach(exchange -> running.add(threads.submit(() -> task.accept(exchange))));
        for (Future<?> each : running) {
            each.get();
        }
    }

    private void checkQueues(Exchange exchange) {
        String queue = exchange.queue();
        List<List<StompFrame>> found;
        try (StompClient observer = StompClient.tester(bridge.port())) {
            found = new Queues(observer)
                    .drain(List.of(queue + ".in", "DLQ." + queue + ".in", queue + ".out", queue + ".direct"));
        }
        List<List<String>> texts = found.stream()
                .map(frames -> frames.stream().map(Queues::text).toList())
                .toList();
        assertThat(new Outcome(texts.get(0), texts.get(1), texts.get(2), texts.get(3)))
                .as("%s", exchange)
                .isIn(Model.outcomes(exchange.plan(), exchange.receipts(), exchange.sent()));
        assertThat(found.get(0)).as("%s", exchange).allSatisfy(frame -> checkMark(exchange, frame));
    }

    /** What is in the prefetch and was not seen by the browser may have been on its way to it. */
    private static void checkMark(Exchange exchange, StompFrame frame) {
        int message = Integer.parseInt(Queues.text(frame));
        boolean marked = "true".equals(frame.headers().get("redelivered"));
        if (exchange.hasSeen(message)) {
            assertThat(marked).as("%d is marked", message).isTrue();
        } else if (message >= exchange.mostDelivered()) {
            assertThat(marked).as("%d is not marked", message).isFalse();
        }
    }
}
