package dev.stompbridge.broker;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The answer to one request, given exactly once and on any thread; it must not block. */
@FunctionalInterface
public interface Reply {
    /** Null means that the broker has accepted it and, for a persistent message, stored it. */
    void answer(@Nullable BrokerException failure);

    /** A reply for several requests, which answers when all have been, with one of their failures if there is one. */
    default Reply afterAll(int requests) {
        AtomicInteger open = new AtomicInteger(requests);
        AtomicReference<@Nullable BrokerException> failed = new AtomicReference<>();
        return failure -> {
            if (failure != null) {
                failed.set(failure);
            }
            if (open.decrementAndGet() == 0) {
                answer(failed.get());
            }
        };
    }
}
