package dev.stompbridge.session;

import dev.stompbridge.contract.Contracts;
import dev.stompbridge.fanout.Hub;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.stomp.HeartBeat;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What all STOMP sessions of a bridge share.
 *
 * @param clock tells when a token expires
 */
public record SessionContext(
        Entrance entrance,
        Hub hub,
        Executor threads,
        Metrics metrics,
        Contracts contracts,
        Clock clock,
        Settings settings) {
    /**
     * Bounds and offers of a session.
     *
     * @param heartBeat what the bridge offers to send and wants to receive
     * @param heartBeatFloorMillis neither side is held to beats more frequent than this
     * @param maxSubscriptions open at the same time
     * @param maxWaitingFrames frames that wait for the broker before reading is suspended
     * @param queuePrefetch unacknowledged messages of a subscription whose messages the broker keeps until they arrive
     * @param topicPrefetch messages of one topic subscription that are on their way to the outbox
     * @param maxPrefetch that a client may ask for
     * @param maxUnacknowledged messages of all subscriptions together
     * @param completeHeaders whether a MESSAGE has headers that only repeat a default, if its SUBSCRIBE does not say
     */
    public record Settings(
            HeartBeat heartBeat,
            int heartBeatFloorMillis,
            int maxSubscriptions,
            int maxWaitingFrames,
            int queuePrefetch,
            int topicPrefetch,
            int maxPrefetch,
            int maxUnacknowledged,
            boolean completeHeaders,
            TransactionBounds transactions) {}

    /**
     * What the open transactions of one session may hold.
     *
     * @param maxOpen transactions
     * @param maxOperations messages and acknowledgements in each
     * @param maxBytes of bodies in all of them
     * @param timeout between BEGIN and its end
     */
    public record TransactionBounds(int maxOpen, int maxOperations, long maxBytes, Duration timeout) {}
}
