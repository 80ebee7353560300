package dev.stompbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.RawHttp;
import dev.stompbridge.testkit.RawHttp.Answer;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many connections there may be, and who counts for whom. */
final class AdmissionTest {
    private static final String ADDRESS = "stompbridge_connections_refused_address_total";
    private static final String STRANGERS = "stompbridge_connections_refused_without_login_total";
    private static final String CUT = "stompbridge_connections_cut_total";

    @Test
    void oneConnectionTooManyOfAnAddressIsToldWhenToComeBack() {
        try (TestBridge bridge = TestBridge.start("limits.connections-per-address=2");
                StompClient first = StompClient.anonymous(bridge.port());
                StompClient second = StompClient.anonymous(bridge.port());
                RawClient third = RawClient.connect(bridge.port())) {
            Answer answer = Answer.to(third);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.body()).isEqualTo("Too many connections from this address.");
            assertThat(bridge.metric(ADDRESS)).isEqualTo(1);
            first.subscribe("s", "/topic/demo.a");
            second.send("SEND\ndestination:/topic/demo.a\n\nstill served^@");
            assertThat(first.message()).isEqualTo("still served");
        }
    }

    @Test
    void placeOfAConnectionIsFreeWhenItHasEnded() {
        try (TestBridge bridge = TestBridge.start("limits.connections-per-address=1")) {
            for (int i = 0; i < 20; i++) {
                try (StompClient client = StompClient.anonymous(bridge.port())) {
                    client.ws().raw().reset();
                }
                await().until(() -> bridge.metric("stompbridge_connections") == 0);
            }
            assertThat(bridge.metric(ADDRESS)).isZero();
        }
    }

    @Test
    void strangersLeaveRoomForThoseWhoLogIn() {
        try (TestBridge bridge = TestBridge.start("limits.connections-without-login=6")) {
            List<StompClient> known = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                known.add(StompClient.anonymous(bridge.port()));
            }
            try (RawClient one = RawClient.connect(bridge.port());
                    RawClient two = RawClient.connect(bridge.port());
                    RawClient three = RawClient.connect(bridge.port());
                    RawClient four = RawClient.connect(bridge.port())) {
                assertThat(Answer.to(four).body()).isEqualTo("Too many connections without a login.");
                assertThat(bridge.metric(STRANGERS)).isEqualTo(1);
                one.reset();
                await().until(() -> bridge.metric("stompbridge_connections") < 14);
                known.add(StompClient.anonymous(bridge.port()));
                assertThat(List.of(two, three)).hasSize(2);
            }
            known.forEach(StompClient::close);
        }
    }

    @Test
    void manyRefusedAtOnceAreCutWithoutAnAnswer() {
        try (TestBridge bridge = TestBridge.start("web.max-connections=1", "web.head-timeout=5m");
                StompClient first = StompClient.anonymous(bridge.port())) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 700; i++) {
                clients.add(RawClient.connect(bridge.port()));
            }
            await().until(() -> bridge.metric("stompbridge_connections_refused_total") == 700);
            assertThat(bridge.metric(CUT)).isPositive();
            await().until(() -> bridge.metric("stompbridge_connections") == 1);
            clients.forEach(RawClient::close);
            first.subscribe("s", "/topic/demo.a");
        }
    }

    @ParameterizedTest
    @CsvSource({"x-forwarded, X-Forwarded-For: 192.0.2.1", "forwarded,   Forwarded: for=192.0.2.1;proto=https"})
    void browsersBehindAProxyCountForThemselves(String kind, String header) {
        try (TestBridge bridge = TestBridge.startBounded(
                "limits.connections-per-address=1", "web.proxies.networks=127.0.0.1", "web.proxies.headers=" + kind)) {
            try (RawClient first = RawClient.connect(bridge.port());
                    RawClient again = RawClient.connect(bridge.port());
                    RawClient other = RawClient.connect(bridge.port())) {
                assertThat(upgrade(first, header)).isEqualTo(101);
                assertThat(upgrade(again, header)).isEqualTo(503);
                assertThat(upgrade(other, header.replace("192.0.2.1", "192.0.2.2")))
                        .isEqualTo(101);
                assertThat(bridge.metric(ADDRESS)).isEqualTo(1);
            }
        }
    }

    private static int upgrade(RawClient client, String header) {
        client.send(RawHttp.get("/stomp", RawHttp.WEB_SOCKET + header + "\r\n"));
        return Integer.parseInt(client.readHead().substring(9, 12));
    }

    @Test
    void nobodyIsBelievedWhoIsNoProxy() {
        try (TestBridge bridge = TestBridge.start("limits.connections-per-address=1");
                RawClient first = RawClient.connect(bridge.port())) {
            assertThat(upgrade(first, "X-Forwarded-For: 192.0.2.1")).isEqualTo(101);
            try (RawClient second = RawClient.connect(bridge.port())) {
                assertThat(Answer.to(second).status()).isEqualTo(503);
            }
        }
    }

    @Test
    void userHasSoManySessionsHoweverHeComes() {
        try (TestBridge bridge = TestBridge.start("limits.sessions-per-user=2");
                StompClient first = StompClient.tester(bridge.port());
                StompClient second = StompClient.tester(bridge.port());
                StompClient anonymous = StompClient.anonymous(bridge.port());
                StompClient third =
                        StompClient.over(WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v12.stomp"))) {
            third.send("CONNECT\naccept-version:1.2\nhost:test\nlogin:tester\npasscode:tester-demo\n\n^@");
            assertThat(third.next())
                    .satisfies(error -> assertThat(
                                    Objects.requireNonNull(error).headers().get("message"))
                            .isEqualTo("the user has too many sessions; close one, or try again later"))
                    .satisfies(error -> assertThat(
                                    Objects.requireNonNull(error).headers().get("retry-after"))
                            .isEqualTo("30"));
            assertThat(third.next()).isNull();
            assertThat(Objects.requireNonNull(third.closed()).code()).isEqualTo(4113);
            first.ws().raw().reset();
            await().untilAsserted(() -> StompClient.tester(bridge.port()).close());
            second.subscribe("s", "/topic/test.a");
            anonymous.subscribe("s", "/topic/demo.a");
        }
    }
}
