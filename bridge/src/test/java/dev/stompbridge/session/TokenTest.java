package dev.stompbridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.RawHttp;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.TestTokens;
import dev.stompbridge.testkit.WsClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON Web Tokens, from the handshake to the end of a session. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokenTest {
    private static final List<String> READERS = List.of("readers");
    private static final String YAML = """
            broker:
              users:
                - {name: tester, password-hash: pbkdf2-sha256$10000$ktpWaLDa1S8sqGZGhJUpuA$78JrsysJDN8alq706Y30308aQc6puC2F/LQshPsesnQ, groups: [readers], sample: true}
              anonymous-groups: [anonymous]
              authorization:
                - {destination: "topic://news.>", read: [readers], write: [writers]}
                - {destination: "topic://open.>", read: [anonymous], write: [anonymous]}
            """;

    private TestTokens tokens;
    private TestBridge bridge;

    @BeforeAll
    void start(@TempDir Path directory) {
        tokens = new TestTokens(directory);
        bridge = TestBridge.startWith(YAML + tokens.yaml());
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    private static Instant inAnHour() {
        return Instant.now().plus(Duration.ofHours(1));
    }

    private String token() {
        return tokens.token("ann", READERS, inAnHour());
    }

    private StompClient open() {
        return StompClient.over(WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v12.stomp"));
    }

    private StompClient withPasscode(String token) {
        return open().send("CONNECT\naccept-version:1.2\nhost:test\npasscode:" + token + "\n\n^@");
    }

    private static void assertRefused(StompClient client) {
        StompFrame error = client.await(StompCommand.ERROR);
        assertThat(error.headers().get("message")).isEqualTo("the login or the passcode is wrong");
        assertThat(client.next()).isNull();
        assertThat(Objects.requireNonNull(client.closed()).code()).isEqualTo(4001);
    }

    @Test
    void tokenIsAPasscode() {
        try (StompClient client = withPasscode(token())) {
            client.await(StompCommand.CONNECTED);
            client.subscribe("s", "/topic/news.a");
        }
        try (StompClient client = open()) {
            client.connected("login:ann\npasscode:" + token() + "\n").subscribe("s", "/topic/news.a");
        }
    }

    @Test
    void tokenOfSomebodyElseThanTheLoginIsRefused() {
        try (StompClient client = open()) {
            client.send("CONNECT\naccept-version:1.2\nhost:test\nlogin:bob\npasscode:" + token() + "\n\n^@");
            assertRefused(client);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer %s",
                "authorization: bearer %s",
                "Origin: http://127.0.0.1\r\nCookie: a=b; token=%s; c=d",
                "Origin: http://127.0.0.1\r\nCookie: token=wrong\r\nAuthorization: Bearer %s",
            })
    void tokenMayComeWithTheHandshake(String fields) {
        try (StompClient client = handshake(fields.formatted(token()))) {
            client.await(StompCommand.CONNECTED);
            client.subscribe("s", "/topic/news.a");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer",
                "Authorization: Bearer x.y.z",
                "Authorization: Bearer %s\r\nAuthorization: Bearer %s",
                "Origin: http://127.0.0.1\r\nCookie: token=x",
                "Origin: http://127.0.0.1\r\nCookie: token=%s; token=x",
            })
    void tokenThatIsNotAcceptedNeverMakesAnAnonymousSession(String fields) {
        try (StompClient client = handshake(fields.replace("%s", token()))) {
            assertRefused(client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Origin: https://evil.example\r\n", "Origin: null\r\n"})
    void cookiesNeedAnOriginOfThisServer(String origin) {
        try (RawClient client = RawClient.connect(bridge.port())) {
            client.send(RawHttp.get("/stomp", RawHttp.WEB_SOCKET + origin + "Cookie: token=" + token() + "\r\n"));
            assertThat(client.readHead()).startsWith("HTTP/1.1 403 ");
        }
    }

    private StompClient handshake(String fields) {
        RawClient raw = RawClient.connect(bridge.port());
        return StompClient.over(WsClient.over(raw, "/stomp", "v12.stomp\r\n" + fields))
                .send("CONNECT\naccept-version:1.2\nhost:test\n\n^@");
    }

    static Stream<Arguments> refused() throws Exception {
        JWTClaimsSet good = TestTokens.claims("ann", READERS, inAnHour()).build();
        SignedJWT symmetric = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), good);
        symmetric.sign(new MACSigner("only-a-test-key-of-32-bytes-here"));
        return Stream.of(
                Arguments.of("signed by nobody", new PlainJWT(good).serialize()),
                Arguments.of("signed with a shared secret", symmetric.serialize()),
                Arguments.of("signed with another key of the same name", TestTokens.forge(good)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void forgedTokenIsRefused(String how, String token) {
        try (StompClient client = withPasscode(token)) {
            assertRefused(client);
        }
    }

    @Test
    void tokenForOthersIsRefused() {
        Instant end = inAnHour();
        List<JWTClaimsSet.Builder> wrong = List.of(
                TestTokens.claims("ann", READERS, Instant.now().minusSeconds(1)),
                TestTokens.claims("ann", READERS, end).audience("another"),
                TestTokens.claims("ann", READERS, end).issuer("https://other.example"),
                TestTokens.claims("", READERS, end),
                TestTokens.claims("ann", READERS, end).expirationTime(null));
        for (JWTClaimsSet.Builder claims : wrong) {
            try (StompClient client = withPasscode(tokens.sign(claims.build()))) {
                assertRefused(client);
            }
        }
    }

    @Test
    void groupsOfATokenAreItsRights() {
        try (StompClient client = withPasscode(tokens.token("ann", List.of("writers"), inAnHour()))) {
            client.await(StompCommand.CONNECTED);
            client.send("SEND\ndestination:/topic/news.a\nreceipt:sent\n\nx^@").awaitReceipt("sent");
            client.send("SUBSCRIBE\nid:s\ndestination:/topic/news.a\n\n^@");
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("not authorized to subscribe to /topic/news.a");
        }
    }

    @Test
    void keyThatIsNewInTheFileCountsAndTheOldOneNoMore(@TempDir Path directory) {
        TestTokens rotating = new TestTokens(directory);
        try (TestBridge other = TestBridge.startWith(YAML + rotating.yaml())) {
            String before = rotating.token("ann", READERS, inAnHour());
            connect(other, before).await(StompCommand.CONNECTED);
            rotating.rotate("second");
            connect(other, rotating.token("ann", READERS, inAnHour())).await(StompCommand.CONNECTED);
            assertRefused(connect(other, before));
        }
    }

    private static StompClient connect(TestBridge to, String token) {
        return StompClient.over(WsClient.over(RawClient.connect(to.port()), "/stomp", "v12.stomp"))
                .send("CONNECT\naccept-version:1.2\nhost:test\npasscode:" + token + "\n\n^@");
    }

    @Test
    void sessionEndsWithinASecondOfItsToken() {
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
        try (StompClient client = withPasscode(tokens.token("ann", READERS, end));
                StompClient other = withPasscode(token())) {
            client.await(StompCommand.CONNECTED);
            client.subscribe("s", "/topic/news.a");
            other.await(StompCommand.CONNECTED);
            other.subscribe("s", "/topic/news.a");

            StompFrame error = client.await(StompCommand.ERROR);
            assertThat(Instant.now()).isBetween(end, end.plusSeconds(1));
            assertThat(error.headers().get("message")).isEqualTo("the token has expired");
            assertThat(client.next()).isNull();
            assertThat(Objects.requireNonNull(client.closed()).code()).isEqualTo(4007);
            // The link that both share is still there.
            other.send("UNSUBSCRIBE\nid:s\nreceipt:r\n\n^@").awaitReceipt("r");
        }
    }

    @Test
    void renewedSessionOutlivesItsFirstToken() {
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
        try (StompClient client = withPasscode(tokens.token("ann", READERS, end))) {
            client.await(StompCommand.CONNECTED);
            client.subscribe("s", "/topic/news.a");
            renew(client, token()).awaitReceipt("renewed");

            try (StompClient writer = withPasscode(tokens.token("bob", List.of("writers"), inAnHour()))) {
                writer.await(StompCommand.CONNECTED);
                int sent = 0;
                while (Instant.now().isBefore(end.plusSeconds(1))) {
                    writer.send("SEND\ndestination:/topic/news.a\n\n" + sent + "^@");
                    assertThat(client.message()).isEqualTo(Integer.toString(sent++));
                }
            }
            assertThat(bridge.metric("stompbridge_tokens_renewed_total")).isPositive();
        }
    }

    private static StompClient renew(StompClient client, String token) {
        return client.send("SEND\ndestination:/bridge/token\nreceipt:renewed\n\n" + token + "\n^@");
    }

    @Test
    void renewalByAnotherUserIsRefused() {
        try (StompClient client = withPasscode(token())) {
            client.await(StompCommand.CONNECTED);
            renew(client, tokens.token("bob", READERS, inAnHour()));
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("the token is somebody else's");
            assertThat(client.next()).isNull();
            assertThat(Objects.requireNonNull(client.closed()).code()).isEqualTo(4001);
        }
    }

    @Test
    void renewalWithOtherRightsAsksForAnotherSession() {
        try (StompClient client = withPasscode(token())) {
            client.await(StompCommand.CONNECTED);
            renew(client, tokens.token("ann", List.of("readers", "writers"), inAnHour()));
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("the token carries other rights; connect again");
            assertThat(client.next()).isNull();
            assertThat(Objects.requireNonNull(client.closed()).code()).isEqualTo(4112);
        }
    }

    @Test
    void renewalWithAWorthlessTokenEndsTheSession() {
        try (StompClient client = withPasscode(token())) {
            client.await(StompCommand.CONNECTED);
            renew(client, "x.y.z");
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("the token is not accepted");
        }
    }

    @Test
    void passcodeIsNotRenewedWithAToken() {
        try (StompClient client = open()) {
            client.connected("login:tester\npasscode:tester-demo\n");
            renew(client, token());
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("only a session that was opened with a token is renewed with one");
        }
    }

    @Test
    void noTokenGetsIntoTheMetrics() {
        assertThat(bridge.get("/metrics").body())
                .contains("stompbridge_tokens_renewed_total")
                .doesNotContain("eyJ");
    }
}
