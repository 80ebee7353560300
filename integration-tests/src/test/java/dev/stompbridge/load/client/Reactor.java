package dev.stompbridge.load.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** One thread, its selector and its browsers. */
final class Reactor implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final long HANDSHAKE_NANOS = 15_000_000_000L;
    private static final long MIN_SCAN_NANOS = 1_000_000;
    private static final long SCAN_NANOS_PER_BROWSER = 1000;
    private static final long TICK_NANOS = 100_000_000;
    private static final int IDLE_MILLIS = 20;

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final SplittableRandom random = new SplittableRandom();
    private final Ledger ledger = new Ledger();
    private final List<Browser> browsers = new ArrayList<>();
    private final List<Handshake> handshakes = new ArrayList<>();
    private final Crowd crowd;
    private final Endings endings;
    private final Browser.Surroundings surroundings;
    private final Beats beats;
    private final Thread thread;
    private Dialing dialing = new Dialing(0, 1, 0, 0);
    private long nextScan;
    private long nextTick;
    private volatile long slowest;
    private volatile int open;
    private volatile boolean closed;

    private record Handshake(Browser browser, long since) {}

    Reactor(Crowd crowd, Endings endings, int number) {
        this.crowd = crowd;
        this.endings = endings;
        surroundings = new Browser.Surroundings(crowd, ledger, new FrameCursor());
        beats = new Beats(crowd.options().beatMillis());
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(this::run, "browsers-" + number);
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                selector.select(this::ready, IDLE_MILLIS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            long now = System.nanoTime();
            dial(now);
            if (now - nextScan >= 0) {
                nextScan = now + Math.max(MIN_SCAN_NANOS, browsers.size() * SCAN_NANOS_PER_BROWSER);
                scan();
            }
            if (now - nextTick >= 0) {
                nextTick = now + TICK_NANOS;
                tick(now);
            }
        }
        browsers.forEach(browser -> browser.socket().close());
    }

    private void ready(SelectionKey key) {
        Browser browser = (Browser) key.attachment();
        try {
            if (key.isReadable() && !browser.read(buffer)) {
                throw new ProtocolException("end of the stream");
            }
            if (key.isWritable()) {
                browser.socket().writeWaiting();
            }
            if (key.isConnectable()) {
                browser.socket().finishConnect();
                browser.connected();
            }
        } catch (IOException e) {
            end(browser, e);
        }
    }

    private void end(Browser browser, IOException reason) {
        if (!browser.isLeaving() && browser.socket().isOpen()) {
            endings.add(browser.isSubscribed() ? "subscribed" : "handshake", reason);
        }
        browser.socket().close();
    }

    private void dial(long now) {
        handshakes.removeIf(handshake -> settled(handshake, now));
        while (dialing.mayDial()) {
            dial(dialing.nextNumber(), now);
        }
    }

    private boolean settled(Handshake handshake, long now) {
        Browser browser = handshake.browser;
        if (browser.isSubscribed()) {
            dialing.subscribed();
            return true;
        }
        if (browser.socket().isOpen() && now - handshake.since < HANDSHAKE_NANOS) {
            return false;
        }
        end(browser, new ProtocolException("no answer in time"));
        if (dialing.failed()) {
            tasks.add(() -> dial(browser.number(), now));
        }
        return true;
    }

    private void dial(int number, long now) {
        try {
            BrowserSocket socket =
                    new BrowserSocket(selector, crowd.endpoint(number).uri(), random);
            Browser browser = new Browser(surroundings, number, socket);
            socket.attach(browser);
            browsers.add(browser);
            handshakes.add(new Handshake(browser, now));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void scan() {
        long lowest = Long.MAX_VALUE;
        int connected = 0;
        for (Browser browser : browsers) {
            connected += browser.socket().isOpen() ? 1 : 0;
            if (browser.isHealthy()) {
                lowest = Math.min(lowest, browser.highest());
            }
        }
        slowest = lowest;
        open = connected;
        ledger.publish();
    }

    private void tick(long now) {
        browsers.removeIf(browser -> !browser.socket().isOpen());
        beats.send(browsers, now, this::end);
    }

    /** Opens connections; done when all are subscribed. On any thread, as all below. */
    CompletableFuture<Void> open(Dialing next) {
        tasks.add(() -> dialing = next);
        selector.wakeup();
        return next.done();
    }

    /** Waits no longer for those that have received the least. */
    CompletableFuture<Void> giveUpSlowest() {
        return ask(() -> {
            scan();
            List<Browser> least = browsers.stream()
                    .filter(browser -> browser.isHealthy() && browser.highest() == slowest)
                    .toList();
            least.forEach(Browser::giveUp);
            least.forEach(browser -> endings.add("subscribed", new ProtocolException("receives nothing any more")));
            scan();
            return null;
        });
    }

    /** Counts as missing what nobody received of the numbers up to this one. */
    CompletableFuture<Void> expectAll(long last) {
        return ask(() -> {
            browsers.stream()
                    .filter(Browser::isSubscribed)
                    .forEach(browser -> ledger.missed(Math.max(0, last - browser.highest())));
            ledger.publish();
            return null;
        });
    }

    CompletableFuture<Void> leave() {
        return ask(() -> {
            for (Browser browser : browsers) {
                try {
                    browser.leave();
                } catch (IOException e) {
                    browser.socket().close();
                }
            }
            scan();
            return null;
        });
    }

    private <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tasks.add(() -> answer.complete(question.get()));
        selector.wakeup();
        return answer;
    }

    Ledger ledger() {
        return ledger;
    }

    /** The highest number that all healthy browsers have received; the largest number there is if there is no browser. */
    long slowest() {
        return slowest;
    }

    /** How many connections are open. */
    int open() {
        return open;
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
