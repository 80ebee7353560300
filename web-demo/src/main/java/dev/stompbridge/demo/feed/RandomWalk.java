package dev.stompbridge.demo.feed;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/**
 * Prices that wander around their openings, without end. Symbols take turns at random, each tick moves its price by at
 * least a cent, and a price never falls below one. The same seed gives the same prices.
 */
public final class RandomWalk implements PriceSource {

    public static final double MAX_PRICES_PER_SECOND = 100_000;

    private static final int DECIMALS = 2;
    /** Spread of one tick, as a part of the price. */
    private static final double SPREAD = 0.0012;
    /** The part of the way back to its opening that a price is drawn per tick: it stays within a few percent. */
    private static final double PULL = 0.002;

    private final List<Listing> listings;
    private final long[] openCents;
    private final long[] cents;
    private final Duration after;
    private final Random random;
    private final Clock clock;

    /**
     * @param listings at least one, each opening at a cent or more
     * @param pricesPerSecond of all symbols together, above 0 and at most {@link #MAX_PRICES_PER_SECOND}
     */
    public RandomWalk(List<Listing> listings, double pricesPerSecond, long seed, Clock clock) {
        if (listings.isEmpty()) {
            throw new IllegalArgumentException("a walk needs at least one symbol");
        }
        if (!(pricesPerSecond > 0 && pricesPerSecond <= MAX_PRICES_PER_SECOND)) {
            throw new IllegalArgumentException("the rate is above 0 and at most 100000 prices a second");
        }
        this.listings = List.copyOf(listings);
        this.openCents = listings.stream().mapToLong(RandomWalk::openCents).toArray();
        this.cents = openCents.clone();
        this.after = Duration.ofNanos(Math.round(Duration.ofSeconds(1).toNanos() / pricesPerSecond));
        this.random = new Random(seed);
        this.clock = clock;
    }

    @Override
    public Tick next() {
        int index = random.nextInt(cents.length);
        double noise = random.nextGaussian() * SPREAD * cents[index];
        double pull = (openCents[index] - cents[index]) * PULL;
        long step = Math.round(noise + pull);
        if (step == 0) {
            step = noise < 0 ? -1 : 1;
        }
        cents[index] = Math.max(1, cents[index] + step);
        return new Tick(
                after,
                new Price(
                        listings.get(index).symbol(),
                        BigDecimal.valueOf(cents[index], DECIMALS),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    @Override
    public void close() {}

    private static long openCents(Listing listing) {
        long cents = listing.open()
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
        if (cents < 1) {
            throw new IllegalArgumentException(listing.symbol() + " opens below a cent");
        }
        return cents;
    }
}
