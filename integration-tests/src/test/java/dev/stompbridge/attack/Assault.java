package dev.stompbridge.attack;

import dev.stompbridge.load.server.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One attack under way: a thread, its selector and its attackers. */
final class Assault implements AutoCloseable {
    private static final int SELECT_MILLIS = 2;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    /** What was not dialled or said in time is not made up for at once. */
    private static final double MAX_BURST_SECONDS = 0.05;

    private static final String ENDED_HERE = "still open";

    private final Attack attack;
    private final Endpoint server;
    private final Selector selector;
    private final Thread thread;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Deque<Attacker> attackers = new ArrayDeque<>();
    private final Map<String, Integer> endings = new ConcurrentHashMap<>();
    private double dials;
    private double pieces;
    private long last = System.nanoTime();
    private final AtomicInteger dialled = new AtomicInteger();
    private volatile int open;
    private volatile int most;
    private volatile long longest;
    private volatile boolean retreating;
    private volatile boolean closed;

    private Assault(Attack attack, Endpoint server) {
        this.attack = attack;
        this.server = server;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(this::run, "assault");
    }

    static Assault start(Attack attack, Endpoint server) {
        Assault assault = new Assault(attack, server);
        assault.thread.start();
        return assault;
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(this::ready, SELECT_MILLIS);
                turn(System.nanoTime());
            }
            attackers.forEach(Attacker::end);
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        ((Attacker) key.attachment()).ready(buffer);
    }

    private void turn(long now) throws IOException {
        double seconds = Math.min(MAX_BURST_SECONDS, (now - last) / NANOS_PER_SECOND);
        last = now;
        dials = retreating ? 0 : dials + seconds * attack.numbers().perSecond();
        while (dials >= 1 && attackers.size() < attack.numbers().atOnce()) {
            dials--;
            attackers.add(new Attacker(attack, server, selector, address(dialled.getAndIncrement())));
        }
        dials = Math.min(dials, attack.numbers().perSecond() * MAX_BURST_SECONDS + 1);
        if (attack.deed().isFlood()) {
            flood(seconds);
        }
        if (attack.deed().isDrip()) {
            attackers.forEach(attacker -> attacker.drip(now));
        }
        count(now);
    }

    /** The first is 127.0.1.1; all of 127.0.0.0/8 is loopback, where Linux lets anybody be anybody. */
    private InetAddress address(int number) throws IOException {
        return InetAddress.getByAddress(
                new byte[] {127, 0, 1, (byte) (1 + number % attack.numbers().addresses())});
    }

    private void flood(double seconds) {
        pieces = Math.min(
                pieces + seconds * attack.numbers().pieces(), attack.numbers().pieces() * MAX_BURST_SECONDS + 1);
        for (int i = attackers.size(); i > 0 && pieces >= 1; i--) {
            Attacker attacker = attackers.remove();
            attackers.add(attacker);
            while (pieces >= 1 && attacker.flood()) {
                pieces--;
            }
        }
    }

    private void count(long now) {
        long oldest = longest;
        for (Attacker attacker : attackers) {
            oldest = Math.max(oldest, attacker.ageNanos(now));
            if (attacker.isEnded()) {
                endings.merge(attacker.ending(), 1, Integer::sum);
            }
        }
        attackers.removeIf(Attacker::isEnded);
        longest = oldest;
        open = attackers.size();
        most = Math.max(most, open);
    }

    /** Nobody follows those who are there. Any thread, as all below. */
    void retreat() {
        retreating = true;
    }

    boolean isOver() {
        return open == 0;
    }

    /** So many have come. */
    int dialled() {
        return dialled.get();
    }

    /** So many were there at once. */
    int most() {
        return most;
    }

    /** How long the server has let one of them live at most. */
    Duration longest() {
        return Duration.ofNanos(longest);
    }

    /** What they saw at last, and how many of them; those whom nobody has closed as well. */
    Map<String, Integer> endings() {
        Map<String, Integer> all = new TreeMap<>(endings);
        if (open > 0) {
            all.put(ENDED_HERE, open);
        }
        return all;
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
