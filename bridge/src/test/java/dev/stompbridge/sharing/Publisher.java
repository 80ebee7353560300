package dev.stompbridge.sharing;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.WsClient;

/** A browser that may write everything; what it sends is named by its body. */
final class Publisher implements AutoCloseable {
    private final StompClient client;

    Publisher(int port) {
        WsClient ws = WsClient.over(RawClient.connect(port), "/stomp", "v12.stomp");
        client = StompClient.over(ws).connected("login:publisher\npasscode:tester-demo\n");
    }

    /** To a topic; the kind is a property for selectors. */
    void send(String topic, String kind, String body) {
        client.send("SEND\ndestination:/topic/" + topic + "\nkind:" + kind + "\n\n" + body + "^@");
    }

    /** The broker has accepted everything that was sent, when this returns. */
    void awaitAccepted() {
        client.send("BEGIN\ntransaction:none\n\n^@");
        client.send("ABORT\ntransaction:none\nreceipt:accepted\n\n^@").awaitReceipt("accepted");
    }

    /** Makes what only an administrator should hear of: a dead letter, and the advisories of a temporary topic. */
    void disturb() {
        client.subscribe("work", "/queue/work\nack:client-individual");
        client.send("SEND\ndestination:/queue/work\npersistent:true\n\na dead letter^@");
        String ack = client.await(StompCommand.MESSAGE).headers().get("ack");
        client.send("NACK\nid:" + ack + "\nreceipt:nacked\n\n^@").awaitReceipt("nacked");
        client.send("UNSUBSCRIBE\nid:work\nreceipt:left\n\n^@").awaitReceipt("left");
        client.subscribe("mine", "/temp-topic/mine");
        client.send("SEND\ndestination:/temp-topic/mine\n\nto a temporary topic^@");
        client.await(StompCommand.MESSAGE);
        client.send("UNSUBSCRIBE\nid:mine\nreceipt:left\n\n^@").awaitReceipt("left");
    }

    @Override
    public void close() {
        client.close();
    }
}
