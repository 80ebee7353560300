package dev.stompbridge.it;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a client library calls back with, for a test that waits for it. */
final class Answers<M> {
    private final BlockingQueue<M> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> error = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    void message(M message) {
        messages.add(message);
    }

    /** An ERROR came. */
    void error(String text) {
        error.complete(text);
        ended("ERROR " + text);
    }

    /** The connection is gone. */
    void ended(String reason) {
        ended.completeExceptionally(new IllegalStateException(reason));
    }

    /** Waits for the next message. */
    M next() {
        try {
            M message = messages.poll(Limits.ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
            if (message == null) {
                throw new AssertionError("no message within " + Limits.ARRIVAL);
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String error() {
        return await(error);
    }

    /** Waits until this is done, or fails if the connection ends before. */
    void awaitUnlessEnded(CompletableFuture<?> answer) {
        await(CompletableFuture.anyOf(answer, ended));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.get(Limits.ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
