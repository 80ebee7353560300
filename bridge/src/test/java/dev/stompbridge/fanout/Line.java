package dev.stompbridge.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompEncoder;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.stomp.StompVersion;
import java.time.Duration;

/** A subscription of a {@link Browser} that has a lane. */
final class Line {
    /** Of which nothing is dropped for its bytes or its age. */
    static final Lane.Bounds CONFLATE = new Lane.Bounds(true, Integer.MAX_VALUE, 0);

    static final Lane.Bounds DROP_OLDEST = new Lane.Bounds(false, Integer.MAX_VALUE, 0);

    private static final int STOMP_BYTES = "destination:/topic/t\n\n\0".length();

    private final Browser browser;
    private final Lane lane;
    private long sequence;

    private Line(Browser browser, String id, Lane.Bounds bounds, long intervalNanos) {
        this.browser = browser;
        this.lane = new Lane(StompEncoder.encodeSubscription(id, StompVersion.V1_2), bounds, intervalNanos);
        browser.outbox().open(lane);
    }

    static Line of(Browser browser, String id, Lane.Bounds bounds) {
        return new Line(browser, id, bounds, 0);
    }

    static Line paced(Browser browser, String id, Duration interval) {
        return new Line(browser, id, CONFLATE, interval.toNanos());
    }

    /** What so many messages with bodies of this length cost a lane. */
    static int cost(int messages, int bodyBytes) {
        return messages * (STOMP_BYTES + bodyBytes + 128);
    }

    /** The next message of the subscription. */
    long offer(String key, String body) {
        sequence++;
        browser.outbox().offer(lane, new SharedMessage(tail(body), key, sequence));
        return sequence;
    }

    /** Messages whose key is their body. */
    Line offerAll(String... bodies) {
        for (String body : bodies) {
            offer(body, body);
        }
        return this;
    }

    void pace(Duration interval) {
        browser.outbox().pace(lane, interval.toNanos());
    }

    void close() {
        browser.outbox().close(lane);
    }

    Lane lane() {
        return lane;
    }

    static FrameTail tail(String body) {
        StompFrame frame =
                new StompFrame(StompCommand.MESSAGE, StompHeaders.of("destination", "/topic/t"), body.getBytes(UTF_8));
        return FrameTail.ofStomp(StompEncoder.encodeTail(frame, StompVersion.V1_2));
    }
}
