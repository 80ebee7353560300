package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerifiedLoginsTest {

    private static final Principals ANN = new Principals("ann", Set.of());

    private final VerifiedLogins logins = new VerifiedLogins(new SecureRandom());
    private final AtomicInteger verifications = new AtomicInteger();

    private Optional<Principals> login(String login, String passcode) {
        return logins.computeIfAbsent(login, passcode, (l, p) -> {
            verifications.incrementAndGet();
            return p.startsWith("right") ? Optional.of(ANN) : Optional.empty();
        });
    }

    @Test
    void aRightPairIsVerifiedOnce() {
        assertThat(login("ann", "right")).contains(ANN);
        assertThat(login("ann", "right")).contains(ANN);
        assertThat(verifications).hasValue(1);
    }

    @Test
    void aPairIsForgottenAfterItsTime() {
        TurnedClock clock = new TurnedClock();
        VerifiedLogins forAMinute = new VerifiedLogins(new SecureRandom(), Duration.ofMinutes(1), clock);
        forAMinute.computeIfAbsent("ann", "right", (login, passcode) -> Optional.of(ANN));

        clock.turn(Duration.ofSeconds(59));
        assertThat(forAMinute.isRemembered("ann", "right")).isTrue();
        clock.turn(Duration.ofSeconds(1));
        assertThat(forAMinute.isRemembered("ann", "right")).isFalse();
        assertThat(forAMinute.computeIfAbsent("ann", "right", (login, passcode) -> Optional.empty()))
                .isEmpty();
    }

    @Test
    void aWrongPairIsVerifiedEachTime() {
        assertThat(login("ann", "wrong")).isEmpty();
        assertThat(login("ann", "wrong")).isEmpty();
        assertThat(verifications).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({"ann, rightly", "bob, right", "annright, ''", "an, nright"})
    void aPairThatDiffersInAnythingIsAnotherPair(String login, String passcode) {
        login("ann", "right");
        login(login, passcode);

        assertThat(verifications).hasValue(2);
    }

    @Test
    void theLeastRecentlyUsedPairIsForgottenBeyondTheBound() {
        login("ann", "right");
        for (int i = 0; i < 1_024; i++) {
            login("user" + i, "right");
        }
        login("user1023", "right");
        assertThat(verifications).hasValue(1_025);

        login("ann", "right");
        assertThat(verifications).hasValue(1_026);
    }

    @Test
    void ofManyEqualLoginsAtATimeOneIsVerified() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Callable<Optional<Principals>> login = () -> logins.computeIfAbsent("ann", "right", (l, p) -> {
            verifications.incrementAndGet();
            await(waiting);
            return Optional.of(ANN);
        });
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Optional<Principals>>> results =
                    List.of(threads.submit(login), threads.submit(login), threads.submit(login));
            waiting.countDown();
            for (Future<Optional<Principals>> result : results) {
                assertThat(result.get()).contains(ANN);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(verifications).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
