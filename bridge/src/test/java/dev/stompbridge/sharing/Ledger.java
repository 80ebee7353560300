package dev.stompbridge.sharing;

import java.util.BitSet;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/** What all browsers of a load have found together. Safe for use by any thread. */
final class Ledger {
    /** Frames that are sent and not yet compared: the browsers set the pace. */
    static final int AHEAD = 20_000;

    private static final int MAX_TOLD = 10;

    private final Map<Article, Article.Print> prints = new ConcurrentHashMap<>();
    private final Map<String, BitSet> taken = new ConcurrentHashMap<>();
    private final Queue<String> wrongs = new ConcurrentLinkedQueue<>();
    private final LongAdder compared = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Semaphore ahead = new Semaphore(AHEAD);

    Article.Print print(Article article) {
        return prints.computeIfAbsent(article, Article::print);
    }

    void compared(int bodyBytes) {
        compared.increment();
        bytes.add(bodyBytes);
    }

    long compared() {
        return compared.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    /** Before a message is sent that so many must get. */
    void expect(int frames) throws InterruptedException {
        ahead.acquire(frames);
    }

    /** One of those that must be there has come. */
    void arrived() {
        ahead.release();
    }

    boolean allArrived() {
        return ahead.availablePermits() == AHEAD;
    }

    /** False if somebody has taken this message of a queue already. */
    boolean take(Article article) {
        BitSet numbers = taken.computeIfAbsent(article.destination(), destination -> new BitSet());
        synchronized (numbers) {
            boolean first = !numbers.get(article.number());
            numbers.set(article.number());
            return first;
        }
    }

    int taken(String queue) {
        BitSet numbers = taken.getOrDefault(queue, new BitSet());
        synchronized (numbers) {
            return numbers.cardinality();
        }
    }

    void wrong(String what) {
        if (wrongs.size() < MAX_TOLD) {
            wrongs.add(what);
        }
    }

    Queue<String> wrongs() {
        return wrongs;
    }
}
