package dev.stompbridge.attack;

import dev.stompbridge.load.client.Crowd;
import dev.stompbridge.load.client.Feed;
import dev.stompbridge.load.client.Pause;
import dev.stompbridge.load.client.Publisher;
import dev.stompbridge.load.client.StompConnection;
import dev.stompbridge.load.client.Subscribers;
import dev.stompbridge.load.client.Totals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All attacks, one after the other, on one server with its honest browsers. */
final class Siege {
    private static final String TOPIC = "/topic/stock.NVDA";
    private static final int PER_SECOND = 50;
    private static final int AT_ONCE = 16;
    private static final int QUIET_WINDOWS = 4;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long LOOK_MILLIS = 50;

    /** Honest ones who come during an attack come from here; those who are there, from 127.0.0.1. */
    private static final String NEWCOMER = "127.0.0.2";

    private final AttackOptions options;
    private final AttackServer server;
    private final long start = System.nanoTime();

    /** What came of all attacks, and the reasons for which honest browsers were disconnected. */
    record Result(List<Outcome> outcomes, long delivered, long missing, Map<String, Integer> disconnected) {}

    Siege(AttackOptions options, AttackServer server) {
        this.options = options;
        this.server = server;
    }

    Result run() {
        List<Outcome> outcomes = new ArrayList<>();
        try (Subscribers honest = new Subscribers(new Crowd(server, TOPIC, new Crowd.Options(0, false, false, 1)));
                Publisher publisher = new Publisher(server.publisher(), TOPIC)) {
            honest.open(options.browsers(), AT_ONCE);
            try (Feed feed = Feed.atRate(publisher, PER_SECOND)) {
                say("%d honest browsers are there; quiet for %d s".formatted(honest.count(), options.quietSeconds()));
                Pause.millis(options.quietSeconds() * 1000L);
                for (Attack attack : Attacks.all()) {
                    if (attack.name().contains(options.only())) {
                        outcomes.add(suffer(attack, honest));
                        feed.check();
                    }
                }
            }
            honest.awaitAll(publisher.last());
            return new Result(
                    outcomes,
                    honest.totals().deliveries(),
                    loss(honest.totals()),
                    honest.endings().reasons());
        }
    }

    private Outcome suffer(Attack attack, Subscribers honest) {
        long loss = loss(honest.totals());
        double heapBefore = server.liveHeapMebibytes();
        Stretch quiet = quiet(honest);
        List<Boolean> newcomers = new ArrayList<>();
        try (Assault assault = Assault.start(attack, server.browsers())) {
            // The first wave is under way before anything is measured.
            Pause.millis(AttackOptions.WINDOW_SECONDS * 1000L);
            Stretch attacked = attacked(honest, newcomers);
            double heapDuring = server.liveHeapMebibytes();
            int all = assault.dialled();
            assault.retreat();
            awaitEnd(assault);
            Outcome outcome = new Outcome(
                    attack,
                    new Outcome.Attackers(all, assault.most(), assault.endings(), assault.longest()),
                    quiet,
                    attacked,
                    heapBefore,
                    heapDuring,
                    loss(honest.totals()) - loss,
                    newcomers(newcomers));
            say(String.join(" | ", outcome.row()));
            return outcome;
        }
    }

    private static Outcome.Newcomers newcomers(List<Boolean> all) {
        return new Outcome.Newcomers(
                all.size(), (int) all.stream().filter(admitted -> admitted).count());
    }

    private static long loss(Totals totals) {
        return totals.missing() + totals.late() + totals.duplicates();
    }

    private Stretch quiet(Subscribers honest) {
        return stretch(honest, QUIET_WINDOWS, () -> {});
    }

    /** Behind each window one more honest browser tries to get in. */
    private Stretch attacked(Subscribers honest, List<Boolean> newcomers) {
        return stretch(honest, options.windows(), () -> newcomers.add(isAdmitted()));
    }

    private Stretch stretch(Subscribers honest, int windows, Runnable behindEach) {
        List<Double> p99 = new ArrayList<>();
        long begin = System.nanoTime();
        Duration cpu = server.cpu();
        honest.takeLatencies();
        for (int i = 0; i < windows; i++) {
            p99.add(window(honest));
            behindEach.run();
        }
        double nanos = System.nanoTime() - begin;
        return new Stretch(p99, server.cpu().minus(cpu).toNanos() / nanos);
    }

    private static double window(Subscribers honest) {
        Pause.millis(AttackOptions.WINDOW_SECONDS * 1000L);
        return honest.takeLatencies().getValueAtPercentile(99) / NANOS_PER_MILLI;
    }

    private boolean isAdmitted() {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.bind(new InetSocketAddress(NEWCOMER, 0));
            StompConnection.open(channel, server.browsers()).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitEnd(Assault assault) {
        long end = System.nanoTime()
                + Outcome.MAX_LIFE.toNanos()
                + Duration.ofSeconds(2).toNanos();
        while (!assault.isOver() && System.nanoTime() - end < 0) {
            Pause.millis(LOOK_MILLIS);
        }
    }

    private void say(String what) {
        System.out.printf("%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, what);
    }
}
