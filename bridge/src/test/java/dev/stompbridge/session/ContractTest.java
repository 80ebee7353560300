package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A SEND that breaks the contract of its destination ends its session, and nobody else sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ContractTest {
    private static final String YAML = """
            broker:
              anonymous-groups: [guests]
              authorization:
                - destination: "topic://demo.>"
                  read: [guests]
                  write: [guests]
            contracts:
              - destination: "topic://demo.positions.>"
                max-bytes: 1KiB
                content-type: application/json
                schema: |
                  {
                    "required": ["lat"],
                    "additionalProperties": false,
                    "properties": {"lat": {"type": "number", "maximum": 90}, "name": {"pattern": "^(a+)+$"}}
                  }
            """;
    private static final String BROKEN = "the message breaks the contract of its destination: ";
    private static final String COUNTER = "stompbridge_contracts_broken_total";

    private final TestBridge bridge = TestBridge.startWith(YAML);

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void whatMeetsItsContractIsDelivered() {
        try (StompClient reader = open();
                StompClient sender = open()) {
            subscribe(reader, "/topic/demo.positions.a");
            sender.send(message("/topic/demo.positions.a", "{\"lat\":1}"));

            assertThat(body(reader.await(StompCommand.MESSAGE))).isEqualTo("{\"lat\":1}");
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/topic/demo.positions.b                    | {'lat':91}            | lat: is too large",
                "/topic/demo.positions.b                    | {'secret':7}          | lat: is missing",
                "/topic/demo.positions.b                    | secret                | body: not valid JSON",
                "/topic/demo.free,/topic/demo.positions.b   | {'lat':'secret'}      | lat: has the wrong type",
                "/topic/demo.positions                      | {'lat':1,'secret*':1} | field: is not a known field",
            })
    void whatBreaksItIsAnErrorThatNamesTheRuleAndNothingOfTheBody(String destination, String json, String rule) {
        long before = Math.max(0, bridge.metric(COUNTER));
        try (StompClient reader = open();
                StompClient sender = open();
                StompClient other = open()) {
            subscribe(reader, "/topic/demo.>");
            sender.send(
                    message(destination, json.replace('\'', '"')) + message("/topic/demo.free", "behind the ERROR"));

            checkEnd(sender, rule);
            other.send(message("/topic/demo.free", "another"));
            assertThat(body(reader.await(StompCommand.MESSAGE))).isEqualTo("another");
        }
        assertThat(bridge.metric(COUNTER)).isEqualTo(before + 1);
    }

    @Test
    void aTransactionHoldsNothingThatBreaksAContract() {
        try (StompClient sender = open()) {
            sender.send("BEGIN\ntransaction:t\n\n^@");
            sender.send(
                    "SEND\ndestination:/topic/demo.positions.c\ntransaction:t\ncontent-type:application/json\n\n{}^@");

            checkEnd(sender, "lat: is missing");
        }
    }

    @Test
    void sizeAndContentTypeAreRulesToo() {
        try (StompClient large = open();
                StompClient untyped = open()) {
            large.send(message("/topic/demo.positions.d", "x".repeat(1025)));
            checkEnd(large, "body: is longer than 1024 bytes");
            untyped.send("SEND\ndestination:/topic/demo.positions.d\n\n{\"lat\":1}^@");
            checkEnd(untyped, "content-type: is missing");
        }
    }

    private static void checkEnd(StompClient client, String rule) {
        StompFrame error = client.await(StompCommand.ERROR);
        assertThat(error.headers().get("message")).isEqualTo(BROKEN + rule);
        assertThat(error.headers().get("receipt-id")).isNull();
        assertThat(body(error)).startsWith("SEND: " + BROKEN + rule).doesNotContain("secret");
        assertThat(client.next()).isNull();
        assertThat(Objects.requireNonNull(client.closed()).code()).isEqualTo(Disconnect.CONTRACT_BROKEN.code());
        client.ws().sendClose(client.closed());
    }

    private static void subscribe(StompClient reader, String destination) {
        reader.send("SUBSCRIBE\nid:s\ndestination:" + destination + "\nreceipt:r\n\n^@")
                .await(StompCommand.RECEIPT);
    }

    private static String message(String destination, String body) {
        return "SEND\ndestination:" + destination + "\ncontent-type:application/json; charset=utf-8\n\n" + body + "^@";
    }

    private static String body(StompFrame frame) {
        return new String(frame.body(), UTF_8);
    }

    private StompClient open() {
        return StompClient.over(WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v12.stomp"))
                .connected("");
    }
}
