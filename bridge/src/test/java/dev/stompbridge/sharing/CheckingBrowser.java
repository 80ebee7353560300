package dev.stompbridge.sharing;

import dev.stompbridge.sharing.CheckedSubscription.Kind;
import dev.stompbridge.sharing.CheckedSubscription.Wish;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.stomp.StompVersion;
import dev.stompbridge.testkit.Swarm;
import dev.stompbridge.websocket.Opcode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A browser that recomputes every message that it gets. Its swarm's thread owns it, unless a method says so. */
final class CheckingBrowser implements Swarm.Listener {
    /**
     * What makes browsers differ.
     *
     * @param restless whether it leaves and comes back all the time
     */
    record Plan(String login, StompVersion version, boolean complete, boolean restless, List<Wish> wishes, long seed) {}

    private static final int ACK_EVERY = 10;
    private static final int LEAVE_EVERY = 40;
    private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789:\\/ \u00e9\u4e2d";

    private final Plan plan;
    private final Ledger ledger;
    private final CountDownLatch ready;
    private final Random random;
    private final Map<String, CheckedSubscription> subscriptions = new ConcurrentHashMap<>();
    private Swarm.@Nullable Client client;
    private int receipts;
    private volatile boolean over;

    /** The latch is counted down when all subscriptions are open. */
    CheckingBrowser(Plan plan, Ledger ledger, CountDownLatch ready) {
        this.plan = plan;
        this.ledger = ledger;
        this.ready = ready;
        this.random = new Random(plan.seed());
    }

    Plan plan() {
        return plan;
    }

    /** Any thread. */
    Collection<CheckedSubscription> subscriptions() {
        return subscriptions.values();
    }

    /** Any thread: from now on its connection may end. */
    void over() {
        over = true;
    }

    @Override
    public void onOpen(Swarm.Client opened) {
        client = opened;
        send(
                StompCommand.CONNECT,
                "accept-version",
                plan.version().text(),
                "host",
                "test",
                "login",
                plan.login(),
                "passcode",
                "tester-demo");
    }

    @Override
    public void onFrame(StompFrame frame, Opcode opcode) {
        switch (frame.command()) {
            case CONNECTED -> plan.wishes().forEach(this::subscribe);
            case RECEIPT -> answered(String.valueOf(frame.headers().get("receipt-id")));
            case MESSAGE -> message(frame, opcode);
            default -> wrong("got " + frame + " " + frame.headers().get("message"));
        }
    }

    @Override
    public void onClosed(String why) {
        if (!over) {
            wrong("was closed: " + why);
        }
    }

    private void subscribe(Wish wish) {
        CheckedSubscription subscription = new CheckedSubscription(id(), wish);
        subscriptions.put(subscription.id(), subscription);
        StompHeaders.Builder headers = StompHeaders.builder()
                .add("id", subscription.id())
                .add("destination", wish.names())
                .add("x-message-headers", plan.complete() ? "complete" : "lean")
                .add("receipt", "subscribed")
                .add(
                        "ack",
                        switch (wish.kind()) {
                            case ACKNOWLEDGED -> "client";
                            case QUEUE -> "client-individual";
                            default -> "auto";
                        });
        if (!wish.half().isEmpty()) {
            headers.add("selector", "half = '" + wish.half() + "'");
        }
        send(StompFrame.of(StompCommand.SUBSCRIBE, headers.build()));
    }

    /** 1.0 trims what it reads. */
    private String id() {
        StringBuilder id = new StringBuilder("i");
        int length = random.nextInt(30);
        for (int i = 0; i < length; i++) {
            id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
        }
        return id.append(subscriptions.size()).append('-').append(receipts).toString();
    }

    private void answered(String receipt) {
        receipts++;
        if (receipts == plan.wishes().size()) {
            ready.countDown();
        }
        CheckedSubscription left = subscriptions.remove(receipt);
        if (left != null) {
            subscribe(left.wish());
        }
    }

    private void message(StompFrame message, Opcode opcode) {
        StompHeaders headers = message.headers();
        CheckedSubscription subscription = subscriptions.get(String.valueOf(headers.get("subscription")));
        String number = headers.get("n");
        if (subscription == null || number == null) {
            wrong("has no such subscription: " + headers.get("subscription"));
            return;
        }
        Article article = new Article(String.valueOf(headers.get("destination")), Integer.parseInt(number));
        String place = subscription.check(article, message);
        String content = checkContent(article, message, opcode);
        String fault = content == null ? place : content;
        if (fault == null && subscription.wish().kind() == Kind.QUEUE && !ledger.take(article)) {
            fault = "somebody has got it before";
        }
        if (fault != null) {
            wrong(article + " for " + subscription.wish() + ": " + fault);
        }
        ledger.compared(message.body().length);
        if (!plan.restless()
                && !subscription.wish().kind().maySkip()
                && subscription.wish().kind() != Kind.QUEUE) {
            ledger.arrived();
        }
        goOn(subscription, headers);
    }

    private @Nullable String checkContent(Article article, StompFrame message, Opcode opcode) {
        Article.Print print = ledger.print(article);
        StompHeaders headers = message.headers();
        if (!Arrays.equals(print.sha256(), Article.sha256(message.body()))) {
            return "its body of " + message.body().length + " bytes is not the one of " + print.length();
        }
        if (opcode != (print.text() ? Opcode.TEXT : Opcode.BINARY)) {
            return "it came as " + opcode;
        }
        if (!Article.asIn(plan.version(), print.note()).equals(headers.get("note"))
                || !article.half().equals(headers.get("half"))) {
            return "its headers are others, or of another version: " + headers.get("note");
        }
        if (plan.complete() != (headers.get("timestamp") != null)) {
            return "its headers are of the other form";
        }
        return null;
    }

    private void goOn(CheckedSubscription subscription, StompHeaders headers) {
        Kind kind = subscription.wish().kind();
        if (kind == Kind.QUEUE || (kind == Kind.ACKNOWLEDGED && subscription.received() % ACK_EVERY == 0)) {
            acknowledge(subscription, headers);
        } else if (plan.restless() && subscription.received() == LEAVE_EVERY) {
            send(StompCommand.UNSUBSCRIBE, "id", subscription.id(), "receipt", subscription.id());
        }
    }

    private void acknowledge(CheckedSubscription subscription, StompHeaders headers) {
        if (plan.version() == StompVersion.V1_2) {
            send(StompCommand.ACK, "id", String.valueOf(headers.get("ack")));
        } else {
            send(
                    StompCommand.ACK,
                    "subscription",
                    subscription.id(),
                    "message-id",
                    String.valueOf(headers.get("message-id")));
        }
    }

    private void send(StompCommand command, String... headers) {
        send(StompFrame.of(command, StompHeaders.of(headers)));
    }

    private void send(StompFrame frame) {
        if (client != null) {
            client.send(frame);
        }
    }

    private void wrong(String what) {
        ledger.wrong(plan.version() + (plan.complete() ? " complete " : " lean ") + plan.login() + ": " + what);
    }
}
