package dev.stompbridge.sharing;

import dev.stompbridge.sharing.CheckedSubscription.Wish;
import dev.stompbridge.stomp.StompEncoder;
import dev.stompbridge.stomp.StompVersion;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.Opcode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Sends numbered messages to destinations of its own, as fast as the browsers take them. */
final class NumberedPublisher {
    private final int number;
    private final Ledger ledger;
    private final List<Wish> wishes;
    private final Map<String, Integer> receivers = new HashMap<>();
    private final Map<String, Integer> sent = new ConcurrentHashMap<>();

    /** It knows who gets what: the browsers do not change what they wish. */
    NumberedPublisher(int number, Ledger ledger, Collection<CheckingBrowser> browsers) {
        this.number = number;
        this.ledger = ledger;
        this.wishes = browsers.stream()
                .filter(browser -> !browser.plan().restless())
                .flatMap(browser -> browser.plan().wishes().stream())
                .toList();
    }

    int number() {
        return number;
    }

    /** How many went to this destination. */
    int sent(String destination) {
        return sent.getOrDefault(destination, 0);
    }

    /** How many a subscription has to match. */
    long matched(Wish wish) {
        return sent.entrySet().stream()
                .mapToLong(entry -> matched(wish, entry.getKey(), entry.getValue()))
                .sum();
    }

    /** Every other one is of the same half. */
    private static long matched(Wish wish, String destination, int numbers) {
        long odd = wish.matches(new Article(destination, 1)) ? (numbers + 1) / 2 : 0;
        long even = wish.matches(new Article(destination, 2)) ? numbers / 2 : 0;
        return odd + even;
    }

    /** Until so many frames have been compared, or something was wrong. */
    Void run(int port, long frames) throws InterruptedException {
        Random random = new Random(number);
        WsClient ws = WsClient.over(RawClient.connect(port), "/stomp", "v12.stomp");
        try (StompClient client = StompClient.over(ws).connected("login:publisher\npasscode:tester-demo\n")) {
            while (ledger.compared() < frames && ledger.wrongs().isEmpty()) {
                send(ws, destination(random.nextInt(100)));
            }
            client.send("BEGIN\ntransaction:none\n\n^@");
            client.send("ABORT\ntransaction:none\nreceipt:accepted\n\n^@").awaitReceipt("accepted");
        }
        return null;
    }

    private String destination(int percent) {
        if (percent < 70) {
            return RandomPlan.whole(number);
        }
        if (percent < 82) {
            return RandomPlan.calm(number);
        }
        return percent < 95 ? RandomPlan.drop(number) : RandomPlan.queue(number);
    }

    private void send(WsClient ws, String destination) throws InterruptedException {
        Article article = new Article(destination, sent.merge(destination, 1, Integer::sum));
        ledger.expect(receivers.computeIfAbsent(destination + article.half(), any ->
                (int) wishes.stream().filter(wish -> wish.mustArrive(article)).count()));
        ws.send(true, Opcode.BINARY, StompEncoder.encode(article.send(), StompVersion.V1_2));
    }
}
