package dev.stompbridge.load;

import dev.stompbridge.load.client.Crowd;
import dev.stompbridge.load.client.Pause;
import dev.stompbridge.load.client.Publisher;
import dev.stompbridge.load.client.Subscribers;
import dev.stompbridge.load.client.Totals;
import dev.stompbridge.load.server.LoadServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server that runs, and what a scenario needs to measure it. */
record Stage(LoadServer server, Options options) {
    /** What everybody subscribes to. */
    static final String TOPIC = "/topic/stock.NVDA";

    Publisher publisher() {
        return new Publisher(server.publisher(), TOPIC);
    }

    /** Browsers that are connected and subscribed. */
    Subscribers subscribers(int count) {
        return subscribers(count, options.browsers());
    }

    Subscribers subscribers(int count, Crowd.Options browsers) {
        Subscribers subscribers = new Subscribers(new Crowd(server, TOPIC, browsers));
        try {
            subscribers.open(count, options.atOnce());
            return subscribers;
        } catch (RuntimeException | Error e) {
            subscribers.close();
            throw e;
        }
    }

    /** Lets a load that is under way warm the server up. */
    void warmUp() {
        Pause.millis(options.warmUp().toMillis());
    }

    /** The rounds of a load that is under way. */
    List<Round> rounds(Subscribers subscribers) {
        List<Round> rounds = new ArrayList<>();
        while (rounds.size() < options.rounds()) {
            rounds.add(round(subscribers));
        }
        return rounds;
    }

    Round round(Subscribers subscribers) {
        return round(subscribers, options.round());
    }

    /** A round of another length. */
    Round round(Subscribers subscribers, Duration time) {
        subscribers.takeLatencies();
        Totals before = subscribers.totals();
        Duration cpu = cpu();
        Duration ownCpu = cpu(ProcessHandle.current());
        long start = System.nanoTime();
        Pause.millis(time.toMillis());
        Totals after = subscribers.totals();
        return new Round(
                Duration.ofNanos(System.nanoTime() - start),
                after.deliveries() - before.deliveries(),
                after.bytes() - before.bytes(),
                cpu().minus(cpu),
                cpu(ProcessHandle.current()).minus(ownCpu),
                subscribers.takeLatencies());
    }

    /** User and system time of the server's process so far. */
    Duration cpu() {
        return ProcessHandle.of(server.pid())
                .map(Stage::cpu)
                .orElseThrow(() -> new IllegalStateException("the server is gone"));
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("the system does not tell the CPU time of a process"));
    }

    /** Bytes of the objects that the server's process can still reach. */
    long liveHeap() {
        return new Jcmd(server.pid()).liveHeapBytes();
    }
}
