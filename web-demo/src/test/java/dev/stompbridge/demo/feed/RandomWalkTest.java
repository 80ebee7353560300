package dev.stompbridge.demo.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomWalkTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T14:30:00.123456Z"), ZoneOffset.UTC);
    private static final List<Listing> LISTINGS =
            List.of(new Listing("NVDA", new BigDecimal("13.85")), new Listing("PENNY", new BigDecimal("0.01")));
    private static final int MANY = 20_000;

    @Test
    void sameSeedGivesTheSamePrices() {
        assertThat(prices(walk(50, 7), 1_000)).isEqualTo(prices(walk(50, 7), 1_000));
    }

    @Test
    void anotherSeedGivesOtherPrices() {
        assertThat(prices(walk(50, 7), 1_000)).isNotEqualTo(prices(walk(50, 8), 1_000));
    }

    @Test
    void pricesStayAboveZeroAndHaveTwoDecimals() {
        assertThat(prices(walk(50, 1), MANY))
                .allSatisfy(price -> assertThat(price.amount()).isPositive())
                .allSatisfy(price -> assertThat(price.amount().scale()).isEqualTo(2));
    }

    @Test
    void pricesStayNearTheirOpening() {
        assertThat(prices(walk(50, 1), MANY).stream().filter(price -> "NVDA".equals(price.symbol())))
                .allSatisfy(price -> assertThat(price.amount().doubleValue()).isCloseTo(13.85, within(2.77)));
    }

    @Test
    void everyTickMovesThePrice() {
        Map<String, BigDecimal> last = new HashMap<>(Map.of("NVDA", new BigDecimal("13.85")));
        prices(walk(50, 3), MANY).stream()
                .filter(price -> "NVDA".equals(price.symbol()))
                .forEach(price ->
                        assertThat(last.put(price.symbol(), price.amount())).isNotEqualTo(price.amount()));
    }

    @Test
    void everySymbolOfTheDemoTicks() throws IOException {
        List<Listing> demo = Listing.demo();
        RandomWalk walk = new RandomWalk(demo, 50, 1, CLOCK);

        assertThat(prices(walk, 1_000).stream().map(Price::symbol).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        demo.stream().map(Listing::symbol).toList());
    }

    @Test
    void pauseIsThatOfTheRateAndTimeThatOfTheClock() {
        PriceSource.Tick tick = walk(50, 1).next();

        assertThat(tick.after()).isEqualTo(Duration.ofMillis(20));
        assertThat(tick.price().time()).isEqualTo(Instant.parse("2026-11-22T14:30:00.123Z"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100_001, Double.NaN})
    void rateIsBounded(double rate) {
        assertThatIllegalArgumentException().isThrownBy(() -> walk(rate, 1));
    }

    @Test
    void walkNeedsASymbolThatOpensAtACentOrMore() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomWalk(List.of(), 1, 1, CLOCK));
        List<Listing> free = List.of(new Listing("A", BigDecimal.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomWalk(free, 1, 1, CLOCK))
                .withMessage("A opens below a cent");
    }

    private static RandomWalk walk(double rate, long seed) {
        return new RandomWalk(LISTINGS, rate, seed, CLOCK);
    }

    private static List<Price> prices(RandomWalk walk, int count) {
        return Stream.generate(() -> walk.next().price()).limit(count).toList();
    }
}
