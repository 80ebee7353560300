package dev.stompbridge.demo.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PriceFeedTest {

    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Instant TIME = Instant.parse("2026-11-22T14:30:00Z");

    private TestBroker broker;

    @BeforeEach
    void startBroker() throws Exception {
        broker = new TestBroker(0);
    }

    @AfterEach
    void stopBroker() throws Exception {
        broker.stop();
    }

    @Test
    void pricesArriveOnTheQueueInOrderAndPersistent() throws Exception {
        try (PriceFeed feed = PriceFeed.start(broker.target(), new FewPrices(500))) {
            feed.await();

            assertThat(feed.published()).isEqualTo(500);
            List<TextMessage> messages = broker.receive(500);
            assertThat(bodies(messages)).isEqualTo(FewPrices.bodies(500));
            assertThat(messages.get(0).getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        }
    }

    @Test
    void priceIsPublishedWhenItIsDueAndNotBefore() throws Exception {
        long start = System.nanoTime();
        try (PriceFeed feed = PriceFeed.start(broker.target(), new FewPrices(3, Duration.ofMillis(200)))) {
            feed.await();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(600));
    }

    @Test
    void pricesThatNeedNotSurviveARestartAreNotStored() throws Exception {
        FeedTarget stored = broker.target();
        FeedTarget target = new FeedTarget(stored.url(), stored.user(), stored.password(), stored.queue(), false);
        try (PriceFeed feed = PriceFeed.start(target, new FewPrices(1))) {
            feed.await();
        }
        assertThat(broker.receive(1).get(0).getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
    }

    @Test
    void feedWaitsForABrokerThatIsNotThereYet() throws Exception {
        FeedTarget target = broker.target();
        int port = broker.port();
        broker.stop();
        try (PriceFeed feed = PriceFeed.start(target, new FewPrices(10))) {
            broker = new TestBroker(port);
            feed.await();
            assertThat(bodies(broker.receive(10))).isEqualTo(FewPrices.bodies(10));
        }
    }

    @Test
    void feedComesBackAfterTheBrokerWasRestarted() throws Exception {
        int port = broker.port();
        try (PriceFeed feed = PriceFeed.start(broker.target(), walk(1_000))) {
            await().until(() -> feed.published() > 100);
            broker.stop();
            broker = new TestBroker(port);
            long before = feed.published();
            await().until(() -> feed.published() > before + 100);
            assertThat(broker.receive(100)).hasSize(100);
        }
    }

    @Test
    void wrongPasswordIsTriedAgainUntilTheFeedIsClosed() throws Exception {
        FeedTarget target = new FeedTarget(broker.target().url(), TestBroker.USER, "wrong", FeedTarget.QUEUE, true);
        PriceFeed feed = PriceFeed.start(target, new FewPrices(1));
        await().until(() -> broker.refused() > 1);

        assertThat(closingTime(feed)).isLessThan(CLOSING);
        assertThat(feed.published()).isZero();
    }

    @Test
    void feedClosesInTimeWhileItPublishes() throws Exception {
        PriceFeed feed = PriceFeed.start(broker.target(), walk(10_000));
        await().until(() -> feed.published() > 100);

        assertThat(closingTime(feed)).isLessThan(CLOSING);
        assertThat(broker.receive((int) feed.published())).hasSize((int) feed.published());
    }

    @Test
    void feedClosesInTimeWhileTheBrokerMakesItWait() throws Exception {
        PriceFeed feed = PriceFeed.start(broker.target(), walk(10_000));
        await().until(() -> feed.published() > 100);
        broker.fill();
        await().during(Duration.ofMillis(500)).until(new Unchanged(feed)::holds);

        assertThat(closingTime(feed)).isLessThan(CLOSING);
    }

    @Test
    void feedClosesInTimeWhileTheBrokerHangsUp() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PriceFeed feed = PriceFeed.start(anonymous(listener), walk(10));
            listener.accept().close();
            listener.accept().close();

            assertThat(closingTime(feed)).isLessThan(CLOSING);
        }
    }

    @Test
    void feedClosesInTimeWhileTheBrokerAcceptsAndSaysNothing() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PriceFeed feed = PriceFeed.start(anonymous(listener), walk(10));
            try (Socket silent = listener.accept()) {
                assertThat(silent.getInputStream().read()).isNotNegative();

                assertThat(closingTime(feed)).isLessThan(CLOSING);
            }
        }
    }

    @Test
    void feedClosesInTimeWhileTheNextPriceIsFarAway() throws Exception {
        FewPrices prices = new FewPrices(1, Duration.ofHours(1));
        PriceFeed feed = PriceFeed.start(broker.target(), prices);

        assertThat(closingTime(feed)).isLessThan(CLOSING);
        assertThat(prices.closed).isTrue();
    }

    @Test
    void sourceThatCannotBeReadIsReportedToWhoeverWaits() {
        PriceSource broken = new PriceSource() {
            @Override
            public @Nullable Tick next() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public void close() {}
        };
        try (PriceFeed feed = PriceFeed.start(broker.target(), broken)) {
            assertThatExceptionOfType(IOException.class).isThrownBy(feed::await).withMessage("the disk is gone");
        }
    }

    private static FeedTarget anonymous(ServerSocket listener) {
        return new FeedTarget("tcp://127.0.0.1:" + listener.getLocalPort(), null, null, FeedTarget.QUEUE, true);
    }

    private static RandomWalk walk(double rate) throws IOException {
        return new RandomWalk(Listing.demo(), rate, 1, Clock.systemUTC());
    }

    private static Duration closingTime(PriceFeed feed) {
        long start = System.nanoTime();
        feed.close();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static List<String> bodies(List<TextMessage> messages) throws JMSException {
        List<String> bodies = new ArrayList<>();
        for (TextMessage message : messages) {
            bodies.add(message.getText());
        }
        return bodies;
    }

    /** Holds while a feed publishes nothing. */
    private static final class Unchanged {

        private final PriceFeed feed;
        private long last = -1;

        Unchanged(PriceFeed feed) {
            this.feed = feed;
        }

        boolean holds() {
            long before = last;
            last = feed.published();
            return last == before;
        }
    }

    /** A source that ends. */
    private static final class FewPrices implements PriceSource {

        private final AtomicBoolean closed = new AtomicBoolean();
        private final int count;
        private final Duration after;
        private int given;

        FewPrices(int count) {
            this(count, Duration.ZERO);
        }

        FewPrices(int count, Duration after) {
            this.count = count;
            this.after = after;
        }

        static List<String> bodies(int count) {
            return IntStream.rangeClosed(1, count)
                    .mapToObj(n -> price(n).toJson())
                    .toList();
        }

        @Override
        public @Nullable Tick next() {
            given++;
            return given > count ? null : new Tick(after, price(given));
        }

        @Override
        public void close() {
            closed.set(true);
        }

        private static Price price(int number) {
            return new Price("NVDA", BigDecimal.valueOf(number, 2), TIME);
        }
    }
}
