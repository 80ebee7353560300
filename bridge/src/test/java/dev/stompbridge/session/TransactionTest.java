package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.JmsBackend;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BEGIN, COMMIT and ABORT with sends and acknowledgements inside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TransactionTest {
    private final TestBridge bridge = TestBridge.start("stomp.max-transactions=2", "stomp.max-transaction-messages=5");

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void messagesAppearTogetherWithTheCommit() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester()) {
            client.send(
                    "BEGIN\ntransaction:t\n\n^@" + send("test.together", "t", "a") + send("test.together", "t", "b"));
            client.send("SEND\ndestination:/queue/test.together\nreceipt:outside\n\nc^@")
                    .awaitReceipt("outside");
            assertThat(backend.browse("test.together")).containsExactly("c");

            client.send("COMMIT\ntransaction:t\nreceipt:c\n\n^@").awaitReceipt("c");
            assertThat(backend.browse("test.together")).containsExactly("c", "a", "b");
        }
    }

    @Test
    void anAbortedTransactionLeavesNothing() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester()) {
            client.send("BEGIN\ntransaction:t\n\n^@" + send("test.aborted", "t", "a")
                            + "ABORT\ntransaction:t\nreceipt:a\n\n^@")
                    .awaitReceipt("a");
            assertThat(backend.browse("test.aborted")).isEmpty();
            client.send("BEGIN\ntransaction:t\n\n^@COMMIT\ntransaction:t\nreceipt:empty\n\n^@")
                    .awaitReceipt("empty");
        }
    }

    @Test
    void acknowledgementsAndSendsAreOne() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester()) {
            backend.sendText("queue://test.in", "0");
            backend.sendText("queue://test.in", "1");
            subscribe(client, "test.in", "client-individual");
            StompFrame first = client.await(StompCommand.MESSAGE);
            client.await(StompCommand.MESSAGE);
            client.send("BEGIN\ntransaction:t\n\n^@" + ack(first, "t") + send("test.out", "t", "answer"));
            client.send("SEND\ndestination:/queue/test.else\nreceipt:before\n\n^@")
                    .awaitReceipt("before");
            assertThat(backend.browse("test.in")).containsExactly("0", "1");

            client.send("COMMIT\ntransaction:t\nreceipt:c\n\n^@").awaitReceipt("c");
            assertThat(backend.browse("test.in")).containsExactly("1");
            assertThat(backend.browse("test.out")).containsExactly("answer");
        }
    }

    @Test
    void whatWasAcknowledgedInAnAbortedTransactionCanBeAcknowledgedAgain() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester()) {
            backend.sendText("queue://test.undone", "0");
            backend.sendText("queue://test.undone", "1");
            subscribe(client, "test.undone", "client");
            client.await(StompCommand.MESSAGE);
            StompFrame second = client.await(StompCommand.MESSAGE);
            client.send("BEGIN\ntransaction:t\n\n^@" + ack(second, "t") + "ABORT\ntransaction:t\nreceipt:a\n\n^@")
                    .awaitReceipt("a");
            assertThat(backend.browse("test.undone")).containsExactly("0", "1");

            client.send("ACK\nid:" + header(second, "ack") + "\nreceipt:again\n\n^@")
                    .awaitReceipt("again");
            assertThat(backend.browse("test.undone")).isEmpty();
        }
    }

    @Test
    void anAcknowledgementPassesOverWhatATransactionHolds() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester()) {
            for (int i = 0; i < 4; i++) {
                backend.sendText("queue://test.holes", Integer.toString(i));
            }
            subscribe(client, "test.holes", "client");
            StompFrame first = client.await(StompCommand.MESSAGE);
            client.await(StompCommand.MESSAGE);
            client.await(StompCommand.MESSAGE);
            StompFrame last = client.await(StompCommand.MESSAGE);
            client.send("BEGIN\ntransaction:t\n\n^@" + ack(first, "t") + "ACK\nid:" + header(last, "ack")
                            + "\nreceipt:rest\n\n^@")
                    .awaitReceipt("rest");
            assertThat(backend.browse("test.holes")).containsExactly("0");

            client.send("COMMIT\ntransaction:t\nreceipt:c\n\n^@").awaitReceipt("c");
            assertThat(backend.browse("test.holes")).isEmpty();
        }
    }

    @Test
    void aTransactionMayConsumeMoreThanThePrefetch() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester()) {
            for (int i = 0; i < 3; i++) {
                backend.sendText("queue://test.beyond", Integer.toString(i));
            }
            client.send("SUBSCRIBE\nid:s\ndestination:/queue/test.beyond\nack:client-individual\n"
                    + "activemq.prefetchSize:1\n\n^@BEGIN\ntransaction:t\n\n^@");
            for (int i = 0; i < 3; i++) {
                StompFrame message = client.await(StompCommand.MESSAGE);
                assertThat(new String(message.body(), UTF_8)).isEqualTo(Integer.toString(i));
                client.send(ack(message, "t"));
            }
            client.send("COMMIT\ntransaction:t\nreceipt:c\n\n^@").awaitReceipt("c");
            assertThat(backend.browse("test.beyond")).isEmpty();
        }
    }

    @Test
    void aRejectionInATransactionHappensWithItsCommit() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester()) {
            backend.sendText("queue://test.refused", "0");
            subscribe(client, "test.refused", "client-individual");
            StompFrame message = client.await(StompCommand.MESSAGE);
            client.send("BEGIN\ntransaction:t\n\n^@NACK\nid:" + header(message, "ack")
                            + "\ntransaction:t\nreceipt:n\n\n^@")
                    .awaitReceipt("n");
            assertThat(backend.browse("test.refused")).containsExactly("0");

            long before = bridge.metric("stompbridge_broker_dead_lettered");
            client.send("COMMIT\ntransaction:t\nreceipt:c\n\n^@").awaitReceipt("c");
            assertThat(backend.browse("test.refused")).isEmpty();
            assertThat(bridge.metric("stompbridge_broker_dead_lettered")).isEqualTo(before + 1);
        }
    }

    @Test
    void unsubscribingKeepsWhatATransactionAcknowledges() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester()) {
            backend.sendText("queue://test.kept", "0");
            backend.sendText("queue://test.kept", "1");
            subscribe(client, "test.kept", "client-individual");
            StompFrame first = client.await(StompCommand.MESSAGE);
            client.await(StompCommand.MESSAGE);
            client.send("BEGIN\ntransaction:t\n\n^@" + ack(first, "t") + "UNSUBSCRIBE\nid:s\nreceipt:u\n\n^@")
                    .awaitReceipt("u");
            client.send("COMMIT\ntransaction:t\nreceipt:c\n\n^@").awaitReceipt("c");

            assertThat(backend.browse("test.kept")).containsExactly("1");
            await().until(() -> bridge.metric("stompbridge_broker_subscriptions") == 0);
        }
    }

    @Test
    void whatIsNotAllowedFailsTheWholeTransaction() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester()) {
            client.send("BEGIN\ntransaction:t\n\n^@" + send("test.allowed", "t", "a") + send("other.queue", "t", "b")
                    + "COMMIT\ntransaction:t\nreceipt:c\n\n^@");

            StompFrame error = client.await(StompCommand.ERROR);
            assertThat(error.headers().get("message"))
                    .isEqualTo("not authorized to send to /queue/test.allowed or /queue/other.queue");
            assertThat(error.headers().get("receipt-id")).isEqualTo("c");
            assertThat(client.next()).isNull();
            assertThat(Objects.requireNonNull(client.closed()).code()).isEqualTo(Disconnect.ACCESS_DENIED.code());
            assertThat(backend.browse("test.allowed")).isEmpty();
        }
    }

    @Test
    void whatASessionLeavesOpenIsAborted() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient next = tester()) {
            backend.sendText("queue://test.left", "0");
            try (StompClient client = tester()) {
                subscribe(client, "test.left", "client");
                StompFrame message = client.await(StompCommand.MESSAGE);
                client.send("BEGIN\ntransaction:t\n\n^@" + ack(message, "t") + send("test.left.out", "t", "x")
                                + "BEGIN\ntransaction:u\nreceipt:r\n\n^@")
                        .awaitReceipt("r");
            }
            subscribe(next, "test.left", "client");
            StompFrame again = next.await(StompCommand.MESSAGE);

            assertThat(again.headers().get("redelivered")).isEqualTo("true");
            assertThat(backend.browse("test.left.out")).isEmpty();
            next.send("ACK\nid:" + header(again, "ack") + "\nreceipt:r\n\n^@").awaitReceipt("r");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT\ntransaction:t\n\n^@=no transaction with this name is open",
                "ABORT\ntransaction:t\n\n^@=no transaction with this name is open",
                "COMMIT\n\n^@=COMMIT needs a transaction of 1 to 256 characters",
                "BEGIN\ntransaction:t\n\n^@BEGIN\ntransaction:t\n\n^@=a transaction with this name is open already",
                "BEGIN\ntransaction:1\n\n^@BEGIN\ntransaction:2\n\n^@BEGIN\ntransaction:3\n\n^@"
                        + "=not more than 2 open transactions in one session",
            })
    void misuseIsAnErrorThatNamesTheRule(String framesAndRule) {
        int split = framesAndRule.lastIndexOf('=');
        try (StompClient client = tester()) {
            client.send(framesAndRule.substring(0, split));
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo(framesAndRule.substring(split + 1));
        }
    }

    @Test
    void aTransactionHoldsABoundedNumberOfMessagesAndBytes() {
        try (StompClient client = tester()) {
            client.send(
                    "BEGIN\ntransaction:t\n\n^@" + send("test.count", "t", "x").repeat(6));
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("not more than 5 messages in one transaction");
        }
        try (StompClient client = tester()) {
            client.send("BEGIN\ntransaction:t\n\n^@BEGIN\ntransaction:u\n\n^@");
            String large = "x".repeat(900_000);
            client.send(send("test.count", "t", large)).send(send("test.count", "u", large));
            client.send(send("test.count", "t", large));
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("the open transactions hold too many bytes");
        }
    }

    @Test
    void aTransactionIsOpenForABoundedTime() {
        try (TestBridge own = TestBridge.start("stomp.transaction-timeout=1s");
                StompClient client = StompClient.tester(own.port())) {
            client.send("BEGIN\ntransaction:t\n\n^@");

            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("a transaction was open for too long");
            assertThat(client.next()).isNull();
            assertThat(Objects.requireNonNull(client.closed()).code()).isEqualTo(Disconnect.TRANSACTION_TIMEOUT.code());
        }
    }

    private StompClient tester() {
        return StompClient.tester(bridge.port());
    }

    private static void subscribe(StompClient client, String queue, String mode) {
        client.send("SUBSCRIBE\nid:s\ndestination:/queue/" + queue + "\nack:" + mode + "\n\n^@");
    }

    private static String send(String queue, String transaction, String body) {
        return "SEND\ndestination:/queue/" + queue + "\ntransaction:" + transaction + "\npersistent:true\n\n" + body
                + "^@";
    }

    private static String ack(StompFrame message, String transaction) {
        return "ACK\nid:" + header(message, "ack") + "\ntransaction:" + transaction + "\n\n^@";
    }

    private static String header(StompFrame frame, String name) {
        return Objects.requireNonNull(frame.headers().get(name), name);
    }
}
