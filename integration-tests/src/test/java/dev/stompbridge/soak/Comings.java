package dev.stompbridge.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Who leaves when and how, and when they come back: within the time that the bridge keeps a subscription for, or after it.
 * Also when paces change. On the browsers' thread.
 */
final class Comings {
    /** How to leave. */
    enum Way {
        /** With DISCONNECT. */
        GOODBYE,
        /** With a close frame alone. */
        CLOSE,
        /** Without a word. */
        VANISH
    }

    private record Gone(Visit visit, long at, long backAt) {}

    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LINGER_MILLIS = 5000;
    private static final List<String> PACES = List.of("4/s", "1/s", "0.5/s", "none");

    private final SplittableRandom random;
    private final List<Gone> away = new ArrayList<>();
    private final List<Gone> unsettled = new ArrayList<>();

    Comings(SplittableRandom random) {
        this.random = random;
    }

    /** Lets it do what is due: leave, another pace, or give up. */
    void tick(Visit visit, long now, boolean staying) throws IOException {
        visit.giveUpIfLate(now);
        if (!visit.isThere() || staying) {
            return;
        }
        if (visit.dueAt() == 0) {
            visit.dueAt(now + millis(2000, 10_000));
        } else if (now - visit.dueAt() > 0) {
            visit.dueAt(0);
            if (visit.visitor().changesPace()) {
                visit.changePace(PACES.get(random.nextInt(PACES.size())));
            } else if (visit.visitor().behaviour() == Behaviour.RETURNING) {
                leave(visit, Objects.requireNonNull(Way.values()[random.nextInt(Way.values().length)]));
            }
        }
    }

    void leave(Visit visit, Way way) throws IOException {
        switch (way) {
            case GOODBYE -> visit.leaveWithGoodbye();
            case CLOSE -> visit.leaveWithClose();
            case VANISH -> visit.end();
        }
    }

    /** It has gone, and will come back. */
    void gone(Visit visit, long now) {
        long pause = random.nextBoolean() ? millis(0, 2000) : millis(LINGER_MILLIS, LINGER_MILLIS + 4000);
        Gone gone = new Gone(visit, now, now + pause);
        away.add(gone);
        unsettled.add(gone);
    }

    private long millis(long from, long to) {
        return TimeUnit.MILLISECONDS.toNanos(random.nextLong(from, to));
    }

    /** Those who come back now. */
    List<Visitor> returning(long now) {
        List<Visitor> back = new ArrayList<>();
        for (Iterator<Gone> i = away.iterator(); i.hasNext(); ) {
            Gone gone = i.next();
            if (now - gone.backAt >= 0) {
                i.remove();
                back.add(gone.visit.visitor());
            }
        }
        return back;
    }

    /** Visits so long ago that the bridge does nothing for them any more. */
    List<Visit> settled(long now) {
        List<Visit> settled = new ArrayList<>();
        for (Iterator<Gone> i = unsettled.iterator(); i.hasNext(); ) {
            Gone gone = i.next();
            if (now - gone.at > SETTLE_NANOS) {
                i.remove();
                settled.add(gone.visit);
            }
        }
        return settled;
    }

    /** All visits that are over and have not been settled. */
    List<Visit> everybody() {
        List<Visit> all = unsettled.stream().map(Gone::visit).toList();
        unsettled.clear();
        return all;
    }
}
