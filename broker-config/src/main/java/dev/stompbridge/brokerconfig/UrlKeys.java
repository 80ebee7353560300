package dev.stompbridge.brokerconfig;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys on a server, which are fetched again from time to time, and early when a token names an unknown one. A thread of
 * its own fetches; whoever has a token with a known key never waits for it. Thread-safe.
 */
final class UrlKeys implements KeySource {

    private static final Logger LOG = LoggerFactory.getLogger(UrlKeys.class);

    /** Anybody can make up names of keys: they cost the server of the keys one request in this time. */
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(10);

    /** A server that is well answers sooner; the token of one that is not is refused, and may come again. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** So many logins may wait for a fetch, further ones are refused at once: who makes up names must not hold threads. */
    private static final int MAX_WAITING = 8;

    private final URI url;
    private final Duration refreshAfter;
    private final Clock clock;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private volatile KeySet keys = KeySet.EMPTY;
    private Instant started = Instant.MIN; // guarded by this
    private boolean failing; // guarded by this
    private @Nullable CompletableFuture<KeySet> fetch; // guarded by this

    UrlKeys(URI url, Duration refreshAfter, Clock clock) {
        this.url = url;
        this.refreshAfter = refreshAfter;
        this.clock = clock;
    }

    /** Fetches the keys for the first time. Without an answer there are none until the next attempt. */
    void load() {
        fetchAfter(Duration.ZERO);
        await(running());
    }

    @Override
    public KeySet keys() {
        fetchAfter(isFailing() ? MIN_INTERVAL : refreshAfter);
        return keys;
    }

    @Override
    public KeySet newestKeys() {
        fetchAfter(MIN_INTERVAL);
        CompletableFuture<KeySet> running = running();
        if (running == null || !waiting.tryAcquire()) {
            return keys;
        }
        try {
            await(running);
        } finally {
            waiting.release();
        }
        return keys;
    }

    @Override
    public synchronized boolean waits() {
        return fetch != null || isDue(MIN_INTERVAL);
    }

    /** Begins a fetch when none runs and the last began so long ago. */
    private synchronized void fetchAfter(Duration interval) {
        if (fetch == null && isDue(interval)) {
            started = clock.instant();
            CompletableFuture<KeySet> mine = new CompletableFuture<>();
            fetch = mine;
            Thread thread = new Thread(() -> run(mine), "token-keys");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized @Nullable CompletableFuture<KeySet> running() {
        return fetch;
    }

    private synchronized boolean isDue(Duration interval) {
        Instant now = clock.instant();
        return started.equals(Instant.MIN) || now.isBefore(started) || !now.isBefore(started.plus(interval));
    }

    private synchronized boolean isFailing() {
        return failing;
    }

    private void run(CompletableFuture<KeySet> mine) {
        KeySet fetched = null;
        try {
            fetched = KeyServer.fetch(url);
        } catch (Exception e) {
            LOG.debug("The keys of tokens could not be fetched", e);
        } finally {
            end(mine, fetched);
        }
    }

    private synchronized void end(CompletableFuture<KeySet> mine, @Nullable KeySet fetched) {
        if (fetched != null) {
            keys = fetched;
            if (fetched.isEmpty()) {
                LOG.warn("The key set of {} has no key for tokens that can be used", url.getRawAuthority());
            }
        } else if (!failing) {
            LOG.warn(
                    "The keys of tokens cannot be fetched from {}, those known so far stay in use",
                    url.getRawAuthority());
        }
        failing = fetched == null;
        fetch = null;
        mine.complete(keys);
    }

    private static void await(@Nullable CompletableFuture<KeySet> running) {
        try {
            if (running != null) {
                running.get(PATIENCE.toMillis(), MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The keys of tokens are not there yet");
        }
    }
}
