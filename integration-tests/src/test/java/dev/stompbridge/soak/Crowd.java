package dev.stompbridge.soak;

import dev.stompbridge.load.client.BrowserSocket;
import dev.stompbridge.load.client.ProtocolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** All browsers, on one thread. */
final class Crowd implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int SELECT_MILLIS = 10;
    private static final long TICK_NANOS = 250_000_000;
    private static final int AT_ONCE = 16;

    /** Those who hardly read leave little room in the system, so that the bridge notices. */
    private static final int SMALL_RECEIVE_BYTES = 8192;

    /** At each tick: three KiB a second. */
    private static final int SLOW_BYTES = 768;

    private final Traffic traffic;
    private final Visit.Surroundings surroundings;
    private final Selector selector;
    private final Thread thread;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final SplittableRandom random = new SplittableRandom();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<Visitor> arriving = new ArrayDeque<>();
    private final List<Visit> visits = new ArrayList<>();
    private final Comings comings = new Comings(random);
    private final StuckRound stuck;
    private final List<Visitor> stuckVisitors;
    private final Map<String, GroupTotals> totals = new LinkedHashMap<>();
    private long nextTick;
    private boolean draining;
    private volatile long disconnectedStuck;
    private volatile boolean closed;

    Crowd(Visit.Surroundings surroundings, Traffic traffic, List<Visitor> stuckVisitors) throws IOException {
        this.surroundings = surroundings;
        this.traffic = traffic;
        this.stuckVisitors = stuckVisitors;
        this.stuck = new StuckRound(stuckVisitors.size(), surroundings.faults());
        selector = Selector.open();
        thread = new Thread(this::run, "browsers");
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                selector.select(this::ready, SELECT_MILLIS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            long now = System.nanoTime();
            if (now - nextTick >= 0) {
                nextTick = now + TICK_NANOS;
                tick(now);
            }
            dial();
        }
        visits.forEach(Visit::end);
    }

    private void ready(SelectionKey key) {
        Visit visit = (Visit) key.attachment();
        try {
            if (key.isConnectable()) {
                visit.socket().finishConnect();
                visit.connected();
                return;
            }
            if (key.isWritable()) {
                visit.socket().writeWaiting();
            }
            if (key.isReadable()) {
                read(visit, BUFFER_BYTES);
                visit.socket().watchReading(!visit.isThere() || reads(visit));
            }
        } catch (IOException e) {
            ended(visit, e);
        }
    }

    private boolean reads(Visit visit) {
        return switch (visit.visitor().behaviour()) {
            case HEALTHY, RETURNING -> true;
            case SLOW -> draining;
            case STUCK -> stuck.isReading();
        };
    }

    private void read(Visit visit, int maxBytes) throws IOException {
        if (!visit.read(buffer, maxBytes)) {
            throw new ProtocolException("end of the stream");
        }
    }

    private void ended(Visit visit, IOException reason) {
        if (visit.visitor().behaviour() == Behaviour.STUCK && visit.isThere()) {
            stuck.ended(visit, reason);
        } else {
            visit.ended(reason);
        }
    }

    private void tick(long now) {
        for (Visit visit : visits) {
            try {
                visit.tick(now);
                if (visit.visitor().behaviour() == Behaviour.SLOW && visit.isThere() && !draining) {
                    read(visit, SLOW_BYTES);
                }
                comings.tick(visit, now, draining);
            } catch (IOException e) {
                ended(visit, e);
            }
        }
        visits.stream().filter(Visit::isOver).forEach(visit -> gone(visit, now));
        visits.removeIf(Visit::isOver);
        comings.settled(now).forEach(this::count);
        if (!draining) {
            arriving.addAll(comings.returning(now));
            if (stuck.tick(disconnectedStuck, now)) {
                arriving.addAll(stuckVisitors);
            }
        }
    }

    private void gone(Visit visit, long now) {
        if (visit.visitor().behaviour() == Behaviour.RETURNING) {
            comings.gone(visit, now);
        } else {
            count(visit);
        }
    }

    private void count(Visit visit) {
        totals.computeIfAbsent(visit.visitor().group(), any -> new GroupTotals())
                .add(visit, traffic);
    }

    private void dial() {
        long underWay = visits.stream().filter(Visit::isArriving).count();
        for (; underWay < AT_ONCE && !arriving.isEmpty(); underWay++) {
            dial(arriving.remove());
        }
    }

    private void dial(Visitor visitor) {
        boolean reads = visitor.behaviour() == Behaviour.HEALTHY || visitor.behaviour() == Behaviour.RETURNING;
        try {
            BrowserSocket socket =
                    new BrowserSocket(selector, surroundings.endpoint().uri(), random, reads ? 0 : SMALL_RECEIVE_BYTES);
            Visit visit = new Visit(visitor, surroundings, socket);
            socket.attach(visit);
            visits.add(visit);
            if (visitor.behaviour() == Behaviour.STUCK) {
                stuck.add(visit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets more come; any thread, as all below. */
    void arrive(List<Visitor> more) {
        ask(() -> arriving.addAll(more));
    }

    /** How many have subscribed to everything that they want. */
    long there() {
        return ask(() -> visits.stream().filter(Visit::isThere).count());
    }

    /** How many connections are open. */
    long open() {
        return ask(() -> (long) visits.size());
    }

    /** So many stuck browsers were disconnected since the start, as the bridge says. */
    void disconnectedStuck(long count) {
        disconnectedStuck = count;
    }

    /** From now on everybody reads, nobody comes or goes, and who is stuck vanishes. */
    void drain() {
        ask(() -> {
            draining = true;
            arriving.clear();
            stuck.stop();
            visits.stream()
                    .filter(visit -> !visit.isOver())
                    .forEach(visit -> visit.socket().watchReading(true));
            return true;
        });
    }

    /** How many subscriptions still wait for something. */
    long incomplete() {
        return ask(() -> visits.stream()
                .flatMap(visit -> visit.tallies().stream())
                .filter(tally ->
                        !tally.isComplete(traffic.published(tally.wish().series())))
                .count());
    }

    /** How many subscriptions the broker needs for those who are there. */
    int distinctSubscriptions() {
        return ask(() -> {
            Set<String> distinct = new HashSet<>();
            for (Visit visit : visits) {
                for (Tally tally : visit.tallies()) {
                    distinct.add(visit.visitor().account() + " " + tally.wish().destination());
                }
            }
            return distinct.size();
        });
    }

    /** Now everything must be accounted for. */
    void end() {
        ask(() -> {
            for (Visit visit : visits) {
                for (Tally tally : visit.tallies()) {
                    tally.end(
                            traffic.published(tally.wish().series()),
                            visit.visitor().stays());
                }
            }
            return true;
        });
    }

    /** Half of them with DISCONNECT, the others with a close frame only. */
    void leave() {
        ask(() -> {
            int number = 0;
            for (Visit visit : visits) {
                number++;
                try {
                    comings.leave(visit, number % 2 == 0 ? Comings.Way.GOODBYE : Comings.Way.CLOSE);
                } catch (IOException e) {
                    ended(visit, e);
                }
            }
            return true;
        });
    }

    /** What the groups received, to be asked when all have left. */
    Map<String, GroupTotals> totals() {
        return ask(() -> {
            comings.everybody().forEach(this::count);
            return Map.copyOf(totals);
        });
    }

    StuckRound stuck() {
        return ask(() -> stuck);
    }

    private <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tasks.add(() -> answer.complete(question.get()));
        selector.wakeup();
        return answer.join();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        selector.close();
    }
}
