package dev.stompbridge.route;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the message that makes batches fail, so that it cannot stop those around it for ever.
 *
 * <p>After a batch has failed its messages are handled one by one. One that fails alone until the weights of its
 * failures reach {@value #LIMIT} goes to the invalid queue; if as much happens there, to the dead-letter queue of the
 * broker. Confined to the thread of the route.
 */
final class Suspects {

    static final int LIMIT = 6;

    /** How many suspects are remembered; they come back at once, so this is plenty. */
    private static final int MAX_REMEMBERED = 1000;

    /** How the next message is to be handled. */
    enum Treatment {
        FORWARD,
        PUT_ASIDE,
        DEAD_LETTER
    }

    /** Message id to the sum of weights, oldest first. */
    private final Map<String, Integer> weights = new LinkedHashMap<>();

    /** Messages still to be handled one by one. */
    private int oneByOne;

    int batchLimit() {
        return oneByOne > 0 ? 1 : Batch.MAX_MESSAGES;
    }

    Treatment treatment(String messageId) {
        int weight = weights.getOrDefault(messageId, 0);
        if (weight < LIMIT) {
            return Treatment.FORWARD;
        }
        return weight < 2 * LIMIT ? Treatment.PUT_ASIDE : Treatment.DEAD_LETTER;
    }

    /** A batch was rolled back. True when this begins the handling one by one. */
    boolean failed(Batch batch, Failure failure) {
        if (failure.weight() == 0) {
            return false;
        }
        boolean first = oneByOne == 0;
        oneByOne = Math.max(oneByOne, batch.messages());
        if (batch.messages() == 1) {
            weights.merge(batch.lastId(), failure.weight(), Integer::sum);
            if (weights.size() > MAX_REMEMBERED) {
                weights.remove(weights.keySet().iterator().next());
            }
        }
        return first;
    }

    /** The messages of a batch have left the source for good. */
    void settled(Batch batch) {
        oneByOne = Math.max(0, oneByOne - batch.messages());
        weights.remove(batch.lastId());
    }
}
