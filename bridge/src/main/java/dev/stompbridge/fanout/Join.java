package dev.stompbridge.fanout;

/**
 * What a browser asks for when it joins a shared topic.
 *
 * @param subscription the id that it gave
 * @param paceNanos between two messages of one key, 0 for no pace
 * @param tellsGaps whether it wants to be told that messages may be missing
 * @param onEnded runs when the broker does not allow the subscription any more; on a hub thread, must not block
 */
public record Join(
        String subscription, Variant variant, Outbox outbox, long paceNanos, boolean tellsGaps, Runnable onEnded) {}
