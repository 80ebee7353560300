package dev.stompbridge.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.sharing.Verb.Outcome;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.WsClient;
import java.util.Objects;

/**
 * One user who asks for one thing after the other, each in a session of its own with a client id of its own.
 *
 * @param credentials header lines of CONNECT
 */
record Asker(int port, String user, String credentials) {
    /** The body names what was asked; numbers make client ids. */
    Outcome ask(Verb verb, String destination, String body, int number) {
        try (StompClient client = open("client-id:asker." + number + "\n")) {
            client.send(verb.frames(destination, body));
            StompFrame answer = nextButMessages(client);
            if (answer.command() == StompCommand.RECEIPT) {
                assertThat(answer.headers().get("receipt-id")).isEqualTo("asked");
                if (verb == Verb.SUBSCRIBE_DURABLY) {
                    forget(client);
                }
                return Outcome.ALLOWED;
            }
            return refused(client, answer, verb.refusal(destination));
        }
    }

    StompClient open(String headers) {
        WsClient ws = WsClient.over(RawClient.connect(port), "/stomp", "v12.stomp");
        return StompClient.over(ws).connected(credentials + (credentials.isEmpty() ? "" : headers));
    }

    private static void forget(StompClient client) {
        client.send("UNSUBSCRIBE\nid:s\nactivemq.subscriptionName:n\nreceipt:forgotten\n\n^@");
        assertThat(nextButMessages(client).command()).isEqualTo(StompCommand.RECEIPT);
    }

    private static Outcome refused(StompClient client, StompFrame error, String refusal) {
        assertThat(error.command()).isEqualTo(StompCommand.ERROR);
        assertThat(client.next()).as("behind an ERROR").isNull();
        int code = Objects.requireNonNull(client.closed()).code();
        if (code == 4002) {
            assertThat(error.headers().get("message")).isEqualTo(refusal);
            return Outcome.DENIED;
        }
        assertThat(code)
                .as("the code behind %s", error.headers().get("message"))
                .isEqualTo(4000);
        assertThat(error.headers().get("message")).doesNotContain("not authorized");
        return Outcome.BAD;
    }

    private static StompFrame nextButMessages(StompClient client) {
        StompFrame next = client.next();
        while (next != null && next.command() == StompCommand.MESSAGE) {
            next = client.next();
        }
        if (next == null) {
            throw new AssertionError("closed: " + client.closed());
        }
        return next;
    }
}
