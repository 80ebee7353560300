package dev.stompbridge.soak;

import dev.stompbridge.load.server.Account;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who visits: of each thousand 15 that never read, 20 that read slowly, 15 that come and go, and healthy ones with all kinds
 * of subscriptions, most of them to one topic. Every fifth has a login, so there are two identities.
 */
final class Plan {
    private static final int THOUSAND = 1000;

    /** Changed live to what is slower. */
    private static final String FAST = "1000/s";

    static final String SILENT = "healthy, to whom nothing is sent";

    private final List<Visitor> visitors = new ArrayList<>();
    private final int browsers;

    private Plan(int browsers) {
        this.browsers = browsers;
    }

    /** Those who stay or return, with room for {@link #stuck} among so many. */
    static List<Visitor> of(int browsers) {
        Plan plan = new Plan(browsers);
        plan.slow();
        plan.returning();
        plan.healthy();
        return plan.visitors;
    }

    static List<Visitor> stuck(int browsers) {
        Plan plan = new Plan(browsers);
        plan.some(15, Behaviour.STUCK, "stuck", Wish.of(Series.PRICES, Wish.ALL));
        return plan.visitors;
    }

    private void slow() {
        some(7, Behaviour.SLOW, "slow, conflated by a JSON field", Wish.of(Series.QUOTES, 0));
        some(7, Behaviour.SLOW, "slow, conflated by destination", Wish.of(Series.NAMES, Wish.ALL));
        some(6, Behaviour.SLOW, "slow, the oldest dropped", Wish.of(Series.TICKS, Wish.ALL));
    }

    private void returning() {
        String group = "returning";
        some(4, Behaviour.RETURNING, group, Wish.of(Series.PRICES, 1));
        some(3, Behaviour.RETURNING, group, Wish.of(Series.PRICES, Wish.CHILDREN));
        some(3, Behaviour.RETURNING, group, Wish.of(Series.QUOTES, 0));
        // Nobody else has these.
        some(3, Behaviour.RETURNING, group, Wish.of(Series.NAMES, Wish.CHILDREN));
        some(2, Behaviour.RETURNING, group, Wish.of(Series.TICKS, 3).atMost("1/s"));
    }

    private void healthy() {
        Behaviour healthy = Behaviour.HEALTHY;
        some(20, healthy, SILENT, Wish.of(Series.SILENCE, 0));
        some(10, healthy, "healthy, wildcards", Wish.of(Series.PRICES, Wish.ALL));
        some(10, healthy, "healthy, wildcards", Wish.of(Series.PRICES, Wish.CHILDREN));
        some(50, healthy, "healthy, conflated by a JSON field", Wish.of(Series.QUOTES, 0));
        some(50, healthy, "healthy, conflated by destination", Wish.of(Series.NAMES, Wish.ALL));
        some(20, healthy, "healthy, the oldest dropped", Wish.of(Series.TICKS, Wish.ALL));
        some(60, healthy, "healthy, two subscriptions", Wish.of(Series.PRICES, 7), Wish.of(Series.QUOTES, 0));
        paced();
        String group = "healthy, one topic each";
        for (int i = 0; visitors.size() < browsers - stuck(browsers).size(); i++) {
            add(healthy, group, Wish.of(Series.PRICES, i % Series.PRICES.topics()));
        }
    }

    private void paced() {
        String group = "healthy, with x-max-rate";
        some(20, Behaviour.HEALTHY, group, Wish.of(Series.QUOTES, 0).atMost("1/s"));
        some(20, Behaviour.HEALTHY, group, Wish.of(Series.NAMES, Wish.ALL).atMost("2/s"));
        some(10, Behaviour.HEALTHY, group, Wish.of(Series.NAMES, 2).atMost("0.5/s"));
        some(10, Behaviour.HEALTHY, group, Wish.of(Series.PRICES, Wish.ALL).atMost("1/s"));
        some(10, Behaviour.HEALTHY, group, Wish.of(Series.TICKS, Wish.ALL).atMost("4/s"));
        Wish changing = Wish.of(Series.QUOTES, 0).atMost(FAST);
        for (int i = 0; i < 20 * browsers / THOUSAND; i++) {
            visitors.add(new Visitor(
                    "healthy, x-max-rate changed live", Behaviour.HEALTHY, account(), List.of(changing), true));
        }
    }

    private void some(int perThousand, Behaviour behaviour, String group, Wish... wishes) {
        for (int i = 0; i < Math.max(1, perThousand * browsers / THOUSAND); i++) {
            add(behaviour, group, wishes);
        }
    }

    private void add(Behaviour behaviour, String group, Wish... wishes) {
        visitors.add(new Visitor(group, behaviour, account(), Arrays.asList(wishes), false));
    }

    private @Nullable Account account() {
        return visitors.size() % 5 == 0 ? SoakServer.TRADER : null;
    }
}
