package dev.stompbridge.session;

import dev.stompbridge.broker.BrokerLinks;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.stomp.HeartBeat;
import java.util.concurrent.Executor;

/** What all STOMP sessions of a bridge share. */
public record SessionContext(BrokerLinks links, Executor threads, Metrics metrics, Settings settings) {
    /**
     * Bounds and offers of a session.
     *
     * @param heartBeat what the bridge offers to send and wants to receive
     * @param heartBeatFloorMillis neither side is held to beats more frequent than this
     * @param maxSubscriptions open at the same time
     * @param maxWaitingFrames frames that wait for the broker before reading is suspended
     * @param queuePrefetch unacknowledged messages of one queue subscription
     * @param topicPrefetch messages of one topic subscription that are on their way to the outbox
     */
    public record Settings(
            HeartBeat heartBeat,
            int heartBeatFloorMillis,
            int maxSubscriptions,
            int maxWaitingFrames,
            int queuePrefetch,
            int topicPrefetch) {}
}
