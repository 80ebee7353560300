package dev.stompbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two visitors of the broadcast page, each with both chats. Each test has a bridge of its own, so that nothing is said before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BroadcastIT {
    private static final String BROKEN = "stompbridge_contracts_broken_total ";
    private static final String HERE = "/topic/demo.chat.here.";
    private static final String LOBBY = "/topic/demo.chat.lobby";
    private static final String JSON = "content-type:application/json";

    /** Connect in turn, wait 1.8 s at most before each of five returns, and the machine is busy. */
    private static final HasCountOptions TRIAL = new HasCountOptions().setTimeout(60_000);

    private final Chromium chromium = new Chromium();
    private Path directory;
    private Ports ports;
    private DemoBridge bridge;
    private Visitor first;
    private Visitor second;
    private BroadcastPage ada;
    private BroadcastPage grace;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        this.directory = directory;
        ports = Ports.free();
        bridge = DemoBridge.start(directory, ports);
        first = chromium.visitor();
        second = chromium.visitor();
        ada = BroadcastPage.open(first, bridge.page());
        grace = BroadcastPage.open(second, bridge.page());
    }

    @AfterEach
    void leave() {
        first.close();
        second.close();
        bridge.close();
    }

    @AfterAll
    void end() {
        chromium.close();
    }

    private void assertNoComplaints() {
        assertThat(first.complaints()).isEmpty();
        assertThat(second.complaints()).isEmpty();
    }

    @Test
    void whatOneSaysIsReadByBothInBothChats() {
        ada.join("Ada");
        grace.join("Grace");
        ada.say("I <3 Grüße & <<");
        grace.awaitMessages(BroadcastPage.CHAT, "Ada: I <3 Grüße & <<");
        grace.say("So do I");

        for (BroadcastPage page : List.of(ada, grace)) {
            page.awaitMessages(BroadcastPage.CHAT, "Ada: I <3 Grüße & <<", "Grace: So do I");
            page.awaitMessages(BroadcastPage.NAIVE, "Ada: I <3 Grüße & <<", "Grace: So do I");
        }
        assertThat(ada.page().locator(BroadcastPage.CHAT + " [data-own=true]")).hasCount(1);
        assertThat(grace.page().locator(BroadcastPage.NAIVE + " [data-own=true]"))
                .hasCount(1);
        assertNoComplaints();
    }

    @Test
    void whoComesLaterGetsTheLastMessageOverStompOnly() {
        ada.join("Ada");
        ada.say("first");
        ada.say("last");
        grace.awaitMessages(BroadcastPage.CHAT, "Ada: first", "Ada: last");

        try (Visitor third = chromium.visitor()) {
            BroadcastPage newcomer = BroadcastPage.open(third, bridge.page());
            newcomer.awaitMessages(BroadcastPage.CHAT, "Ada: last");
            assertThat(newcomer.page().locator(BroadcastPage.CHAT + " time")).containsText("before you came");
            newcomer.awaitPeople("Ada");
            newcomer.awaitMessages(BroadcastPage.NAIVE);
            assertThat(third.complaints()).isEmpty();
        }
    }

    @Test
    void everybodySeesWhoComesWhoLeavesAndWhoClosesThePage() {
        ada.join("Ada");
        grace.join("Grace");
        ada.awaitPeople("Ada (you)", "Grace");
        grace.awaitPeople("Ada", "Grace (you)");

        ada.page().locator("#leave").click();
        grace.awaitPeople("Grace (you)");
        ada.awaitPeople("Grace");

        ada.join("Ada Lovelace");
        grace.awaitPeople("Grace (you)", "Ada Lovelace");
        second.open(bridge.page());
        ada.awaitPeople("Ada Lovelace (you)");
        assertNoComplaints();
    }

    @Test
    void whoVanishesWithoutAWordIsGoneWhenHisTimeIsOver() {
        try (JdkSubscriber ghost = JdkSubscriber.to(stomp(), LOBBY)) {
            long expires = System.currentTimeMillis() + 3_000;
            sayHere(ghost, "ghost", "Ghost", expires);
            ada.awaitPeople("Ghost");

            await().atMost(Limits.ARRIVAL).until(() -> System.currentTimeMillis() > expires);
            try (Visitor third = chromium.visitor()) {
                BroadcastPage newcomer = BroadcastPage.open(third, bridge.page());
                newcomer.join("Newcomer");
                newcomer.awaitPeople("Newcomer (you)");
            }
            ada.awaitPeople();
        }
    }

    private static void sayHere(JdkSubscriber from, String id, String name, long expires) {
        Frame answer = from.send(HERE + id, JSON + "\nexpires:" + expires, "{\"name\":\"" + name + "\",\"here\":true}");
        assertThat(answer.command()).as("%s", answer).isEqualTo("RECEIPT");
    }

    @Test
    void pageListsFiftyPeopleAndAHundredMessagesAtMost() {
        try (JdkSubscriber crowd = JdkSubscriber.to(stomp(), "/topic/demo.elsewhere")) {
            long expires = System.currentTimeMillis() + 60_000;
            for (int i = 0; i < 60; i++) {
                sayHere(crowd, "crowd" + i, "Person " + i, expires);
            }
            for (int i = 0; i < 120; i++) {
                Frame answer = crowd.send(LOBBY, JSON, message(i));
                assertThat(answer.command()).as("%s", answer).isEqualTo("RECEIPT");
            }
        }
        Locator messages = ada.page().locator(BroadcastPage.CHAT + " .message");
        assertThat(messages.last().locator(".text")).hasText("message 119");
        assertThat(ada.page().locator(BroadcastPage.CHAT + " > p")).hasCount(100);
        assertThat(messages.first().locator(".text")).hasText("message 20");
        assertThat(ada.page().locator("#people li")).hasCount(50);
    }

    private static String message(int number) {
        return "{\"id\":\"%032x\",\"name\":\"Crowd\",\"text\":\"message %d\",\"time\":\"2026-11-22T14:30:00.000Z\"}"
                .formatted(number, number);
    }

    @Test
    void malformedDataReachesTheOthersOfTheNaiveChatAndNobodyOfTheOther() throws Exception {
        long before = contractsBroken();
        ada.join("Ada");
        ada.page().locator("#attack").click();

        Page page = ada.page();
        assertThat(page.locator("#trial-rows td:nth-child(2)[data-outcome=passed]"))
                .hasCount(5, TRIAL);
        Locator refusals = page.locator("#trial-rows td:nth-child(3)[data-outcome=refused]");
        assertThat(refusals).hasCount(5, TRIAL);
        assertThat(refusals.locator("strong")).hasText(new String[] {
            "Refused: The message is not valid JSON.",
            "Refused: The text is too long.",
            "Refused: The name has the wrong type.",
            "Refused: The text does not match the pattern.",
            "Refused: The message is longer than 4096 bytes."
        });
        assertThat(page.locator("#trial-state"))
                .hasText("All five are known to everyone on the left and to nobody on the right.");
        assertThat(contractsBroken()).isEqualTo(before + 5);

        assertThat(grace.page().locator(BroadcastPage.NAIVE + " .malformed .consequence"))
                .hasCount(5);
        assertThat(grace.page().locator(BroadcastPage.NAIVE + " script")).hasCount(0);
        ada.say("still here");
        grace.awaitMessages(BroadcastPage.CHAT, "Ada: still here");
        // The chat's own connection came once, and was never gone.
        assertThat(ada.page().locator(BroadcastPage.CHAT + " .event")).hasCount(1);
        assertNoComplaints();
    }

    private long contractsBroken() throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + ports.management() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(BROKEN))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(BROKEN.length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoTypesATagIsToldTheRuleAndComesBackByItself() {
        ada.join("Ada");
        ada.say("<script>alert(1)</script>");
        ada.awaitProblem("The naive chat passed it on. The bridge did not: The text does not match the pattern.");
        assertThat(ada.page().locator(BroadcastPage.CHAT + " .event").last())
                .hasText("Back again, with the last message in case it was missed.");

        ada.say("sorry");
        grace.awaitMessages(BroadcastPage.CHAT, "Ada: sorry");
        assertThat(grace.page().locator(BroadcastPage.NAIVE + " .malformed .consequence"))
                .hasText("A page that shows texts as HTML takes this for its own code.");
        assertNoComplaints();
    }

    @Test
    void chatGoesOnByItselfAfterTheBridgeStartedAgainAndTheNaiveOneByItsButton() throws Exception {
        ada.join("Ada");
        ada.say("before");
        grace.awaitMessages(BroadcastPage.CHAT, "Ada: before");

        bridge.close();
        first.awaitState("reconnecting");
        bridge = DemoBridge.start(directory, ports);
        first.awaitLive();
        second.awaitLive();
        grace.awaitPeople("Ada");
        ada.say("after");

        grace.awaitMessages(BroadcastPage.CHAT, "Ada: before", "Ada: after");
        ada.awaitProblem("Sent to the chat over STOMP only: the naive one has no connection.");
        grace.awaitMessages(BroadcastPage.NAIVE, "Ada: before");
        for (BroadcastPage page : List.of(ada, grace)) {
            page.page().locator("#naive-toggle").click();
            page.awaitBoth();
        }
        ada.say("both again");
        grace.awaitMessages(BroadcastPage.NAIVE, "Ada: before", "Ada: both again");
        assertThat(first.complaints())
                .as("nothing but that the port was closed")
                .allMatch(complaint -> complaint.startsWith("error: WebSocket connection to")
                        || complaint.endsWith("net::ERR_CONNECTION_REFUSED"));
    }

    @Test
    void nameIsKeptForTheTabAndABadOneIsExplained() {
        ada.join("");
        ada.awaitProblem("Say first who you are.");
        ada.join("<b>Ada</b>");
        ada.awaitProblem("A name begins with a letter or a digit; letters, digits, spaces and . _ ' - may follow.");
        ada.join("A name that is much too long");
        ada.awaitProblem("A name has at most 24 characters.");
        ada.join("Žofie O'Neil");
        assertThat(ada.page().locator("#message")).isFocused();

        first.open(bridge.page().resolve("broadcast/"));
        ada.awaitBoth();
        ada.awaitPeople("Žofie O'Neil (you)");
        ada.say("kept");
        grace.awaitMessages(BroadcastPage.CHAT, "Žofie O'Neil: kept");
        assertThat(grace.page().locator("#join").isVisible()).isTrue();
        assertNoComplaints();
    }

    private URI stomp() {
        return bridge.stomp();
    }
}
