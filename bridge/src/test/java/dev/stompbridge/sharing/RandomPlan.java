package dev.stompbridge.sharing;

import dev.stompbridge.sharing.CheckedSubscription.Kind;
import dev.stompbridge.sharing.CheckedSubscription.Wish;
import dev.stompbridge.stomp.StompVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Which browsers a load has and what they subscribe to, and where its publishers send. */
final class RandomPlan {
    static final int PUBLISHERS = 4;

    private static final List<StompVersion> VERSIONS = List.of(StompVersion.V1_0, StompVersion.V1_1, StompVersion.V1_2);

    private static final String CALM = "/topic/load.calm.*";
    private static final String DROP = "/topic/load.drop.>";
    private static final int RESTLESS_ONE_OF = 16;

    private final Random random;

    private RandomPlan(Random random) {
        this.random = random;
    }

    static String whole(int publisher) {
        return "/topic/load.whole." + publisher;
    }

    static String calm(int publisher) {
        return "/topic/load.calm." + publisher;
    }

    static String drop(int publisher) {
        return "/topic/load.drop." + publisher;
    }

    static String queue(int publisher) {
        return "/queue/load." + publisher;
    }

    /** Of the browser of this number; slow ones have only what may skip, or they would be disconnected. */
    static CheckingBrowser.Plan of(int number, boolean slow) {
        RandomPlan plan = new RandomPlan(new Random(number));
        StompVersion version = VERSIONS.get(number % VERSIONS.size());
        List<Wish> wishes = slow ? plan.skipping() : plan.mixed(number);
        boolean restless = !slow && number % RESTLESS_ONE_OF == 0;
        return new CheckingBrowser.Plan(
                plan.random.nextBoolean() ? "one" : "two",
                version,
                plan.random.nextBoolean(),
                restless,
                wishes,
                number);
    }

    private List<Wish> skipping() {
        return List.of(
                random.nextBoolean() ? new Wish(Kind.CONFLATED, calm(any()), "") : new Wish(Kind.CONFLATED, CALM, ""),
                random.nextBoolean() ? new Wish(Kind.DROPPING, drop(any()), "") : new Wish(Kind.DROPPING, DROP, ""));
    }

    private List<Wish> mixed(int number) {
        List<Wish> wishes = new ArrayList<>();
        wishes.add(wholeWish());
        switch (number % 10) {
            case 0, 1 -> wishes.add(new Wish(Kind.ACKNOWLEDGED, whole(any()), ""));
            case 2 -> wishes.add(new Wish(Kind.QUEUE, queue(number / 10 % PUBLISHERS), ""));
            case 3, 4 -> wishes.addAll(skipping());
            case 5 -> wishes.add(wholeWish());
            default -> {}
        }
        return wishes;
    }

    private Wish wholeWish() {
        int first = any();
        return switch (random.nextInt(10)) {
            case 0 -> new Wish(Kind.WHOLE, "/topic/load.whole.>", "");
            case 1 -> new Wish(Kind.WHOLE, "/topic/load.whole.*", "");
            case 2 -> new Wish(Kind.WHOLE, whole(first) + "," + whole((first + 1) % PUBLISHERS), "");
            case 3 -> new Wish(Kind.WHOLE, "/topic/load.*." + first, random.nextBoolean() ? "a" : "b");
            case 4 -> new Wish(Kind.WHOLE, whole(first), random.nextBoolean() ? "a" : "b");
            default -> new Wish(Kind.WHOLE, whole(first), "");
        };
    }

    private int any() {
        return random.nextInt(PUBLISHERS);
    }
}
