package dev.stompbridge.brokerconfig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Issuer;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UrlKeysTest {

    private static final TestKey OLD = TestKey.rsa("old");
    private static final TestKey NEW = TestKey.rsa("new");

    private final TurnedClock clock = new TurnedClock();
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private volatile String answer = TestKey.set(OLD);
    private volatile int status = 200;
    private volatile boolean hangs;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/keys", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        if (hangs) {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] body = answer.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Location", "/keys");
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            assertThat(body).as("only what is too large is not read").hasSizeGreaterThan(256 << 10);
        }
    }

    private TokenVerifier verifier() throws BrokerStartException {
        Issuer issuer = new Issuer(
                "issuer",
                "bridge",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/keys",
                Set.of("RS256"),
                "sub",
                "groups",
                "");
        Tokens tokens = new Tokens(List.of(issuer), Duration.ZERO, Duration.ofMinutes(10));
        return new TokenVerifier(tokens, new ExternalUsers(Set.of()), clock);
    }

    private String token(TestKey key) {
        return key.token("RS256", claims());
    }

    private String tokenWithKey(String id) {
        return OLD.token(Map.of("alg", "RS256", "kid", id), claims());
    }

    private Map<String, Object> claims() {
        return Map.of(
                "iss",
                "issuer",
                "aud",
                "bridge",
                "sub",
                "ann",
                "exp",
                clock.instant().getEpochSecond() + 60);
    }

    private static void assertAccepted(TokenVerifier verifier, String token) throws TokenRefusedException {
        assertThat(verifier.verify(token).name()).isEqualTo("ann");
    }

    private static void assertUnknown(TokenVerifier verifier, String token) {
        assertThatExceptionOfType(TokenRefusedException.class)
                .isThrownBy(() -> verifier.verify(token))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(TokenRefusal.UNKNOWN_KEY));
    }

    @Test
    void theKeysAreFetchedOnce() throws Exception {
        TokenVerifier verifier = verifier();
        for (int i = 0; i < 10; i++) {
            assertAccepted(verifier, token(OLD));
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void aRotatedKeyIsFetchedWhenATokenNamesIt() throws Exception {
        TokenVerifier verifier = verifier();
        answer = TestKey.set(OLD, NEW);
        clock.turn(Duration.ofSeconds(10));

        assertThat(verifier.isQuick(token(OLD))).isTrue();
        assertThat(verifier.isQuick(token(NEW))).isFalse();
        assertAccepted(verifier, token(NEW));
        assertThat(verifier.isQuick(token(NEW))).isTrue();
        assertAccepted(verifier, token(OLD));
        assertThat(requests).hasValue(2);
    }

    @Test
    void namesThatWereMadeUpCostOneRequestInTenSeconds() throws Exception {
        TokenVerifier verifier = verifier();
        for (int i = 0; i < 100; i++) {
            assertUnknown(verifier, tokenWithKey("made up " + i));
            assertThat(verifier.isQuick(tokenWithKey("another"))).isTrue();
        }
        assertThat(requests).hasValue(1);

        clock.turn(Duration.ofMillis(9_999));
        assertUnknown(verifier, tokenWithKey("x"));
        assertThat(requests).hasValue(1);

        clock.turn(Duration.ofMillis(1));
        for (int i = 0; i < 100; i++) {
            assertUnknown(verifier, tokenWithKey("made up " + i));
        }
        assertThat(requests).hasValue(2);
    }

    @Test
    void theKeysAreFetchedAgainAfterTheirTime() throws Exception {
        TokenVerifier verifier = verifier();
        answer = TestKey.set(NEW);
        clock.turn(Duration.ofMinutes(10));
        verifier.refresh();

        await().untilAsserted(() -> assertUnknown(verifier, token(OLD)));
        assertAccepted(verifier, token(NEW));
        assertThat(requests).hasValue(2);
    }

    @Test
    void theOldKeysStayWhileTheServerFails() throws Exception {
        TokenVerifier verifier = verifier();
        for (int failure : new int[] {500, 404, 302, 204}) {
            status = failure;
            answer = "";
            clock.turn(Duration.ofMinutes(10));
            assertUnknown(verifier, tokenWithKey("x"));
            assertAccepted(verifier, token(OLD));
        }
        status = 200;
        answer = " ".repeat(256 << 10) + TestKey.set(NEW);
        clock.turn(Duration.ofMinutes(10));
        assertUnknown(verifier, tokenWithKey("x"));
        assertAccepted(verifier, token(OLD));
        assertThat(requests).hasValue(6);
    }

    @Test
    void aServerThatIsAwayAtTheStartIsAskedAgainAfterTenSeconds() throws Exception {
        status = 503;
        TokenVerifier verifier = verifier();
        status = 200;
        assertUnknown(verifier, token(OLD));

        clock.turn(Duration.ofSeconds(10));
        assertAccepted(verifier, token(OLD));
    }

    /** However long the server takes, and however many tokens with made-up keys wait for it. */
    @Test
    void tokensWithKnownKeysDoNotWaitForTheServer() throws Exception {
        TokenVerifier verifier = verifier();
        hangs = true;
        clock.turn(Duration.ofMinutes(10));
        List<Future<?>> waiting = IntStream.range(0, 8)
                .<Future<?>>mapToObj(i -> threads.submit(() -> assertUnknown(verifier, tokenWithKey("made up"))))
                .toList();
        await().untilAtomic(requests, Matchers.equalTo(2));

        assertAccepted(verifier, token(OLD));
        assertThat(waiting).noneMatch(Future::isDone);

        answer = TestKey.set(NEW);
        hanging.countDown();
        for (Future<?> login : waiting) {
            login.get();
        }
        assertAccepted(verifier, token(NEW));
        assertThat(requests).hasValue(2);
    }
}
