package dev.stompbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a visitor of the echo page sees of a raw WebSocket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EchoIT {
    private static final String GREETING = "thank you for accepting this WebSocket request";

    private final DemoSite site;
    private final Visitor visitor;
    private final Page page;

    EchoIT(@TempDir Path directory) throws Exception {
        site = new DemoSite(directory);
        visitor = site.visitor();
        page = visitor.page();
    }

    @AfterAll
    void end() {
        site.close();
    }

    @BeforeEach
    void openPage() {
        visitor.forgetComplaints();
        visitor.open(site.page("echo/"));
        visitor.awaitLive();
        awaitFigure("answered", "1");
    }

    private void awaitFigure(String name, String text) {
        assertThat(page.locator("[data-figure=" + name + "]")).hasText(text);
    }

    private List<String> log(String kind) {
        return page.locator("#log [data-kind=" + kind + "] .said").allTextContents();
    }

    /** Waits for the end, and for the sentence that a reader sees about it. */
    private void awaitEnd(String sentence) {
        visitor.awaitState("closed");
        assertThat(page.locator("#notice")).hasText(sentence);
        assertThat(page.locator("#log [data-kind=closed] .said").last()).hasText(sentence);
    }

    private void edge(String name) {
        page.locator("[data-edge=" + name + "]").click();
    }

    @Test
    void textComesBackBehindEchoAndItsRoundTripIsTold() {
        page.fill("#message", "Hello, <b>WebSocket</b>!");
        page.press("#message", "Enter");
        awaitFigure("answered", "2");

        assertThat(log("sent")).containsExactly(GREETING, "Hello, <b>WebSocket</b>!");
        assertThat(log("received")).containsExactly("echo: " + GREETING, "echo: Hello, <b>WebSocket</b>!");
        assertThat(page.locator("#log [data-kind=received] .meta").allTextContents())
                .hasSize(2)
                .allMatch(text -> text.matches("round trip [0-9.]+ m?s"));
        assertThat(page.locator("[data-figure=last]").textContent()).matches("[0-9.]+ m?s");
        assertThat(page.locator("[data-figure=median]").textContent()).matches("[0-9.]+ m?s");
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void hundredAtOnceComeBackInTheirOrderAndTheLogStaysBounded() {
        edge("hundred");
        awaitFigure("answered", "101");
        assertThat(page.locator("#log > p").last()).containsText("echo: 100 of 100");
        String[] expected = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> "echo: " + i + " of 100")
                .toArray(String[]::new);
        assertThat(log("received")).endsWith(expected);

        edge("hundred");
        awaitFigure("answered", "201");
        assertThat(page.locator("#log > p").last()).containsText("100 of 100");
        assertThat(page.locator("#log > p").count()).isEqualTo(200);
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void everyScriptComesBackUnchanged() {
        edge("unicode");
        awaitFigure("answered", "2");
        assertThat(log("received").get(1)).isEqualTo("echo: " + log("sent").get(1));
        assertThat(log("sent").get(1)).contains("Grüße", "Привет", "你好", "👋🏽");
    }

    @Test
    void longestTextComesBackAndOneByteMoreEndsTheConnectionWithTheReasonInWords() {
        edge("longest");
        awaitFigure("answered", "2");
        edge("too-long");
        awaitEnd(
                "That was longer than this endpoint takes in one message (code 1009, “the message is longer than the limit (§7.4.1)”).");
        assertThat(page.locator("#log [data-kind=closed] .meta").textContent()).isEqualTo("1 without an answer");
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void binaryDataEndsTheConnectionWithTheReasonInWordsAndTheKeyboardLeadsBack() {
        edge("binary");
        awaitEnd("This endpoint takes text only, and that was binary data"
                + " (code 1003, “this kind of message is not taken here”).");
        assertThat(page.locator("#compose button").isDisabled()).isTrue();
        assertThat(page.locator("#toggle")).isFocused();

        page.keyboard().press("Enter");
        visitor.awaitLive();
        awaitFigure("answered", "2");
        assertThat(page.locator("#notice").isHidden()).isTrue();
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void visitorWhoDisconnectsIsToldNothingToWorryAbout() {
        Locator toggle = page.locator("#toggle");
        assertThat(toggle).hasText("Disconnect");
        toggle.click();
        visitor.awaitState("closed");
        assertThat(page.locator("#log [data-kind=closed] .said")).hasText("Both sides said goodbye (code 1000).");
        assertThat(page.locator("#notice").isHidden()).isTrue();
        assertThat(toggle).hasText("Connect");
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void bridgeThatGoesSaysSoAndTheButtonConnectsAgainWhenItIsBack() throws Exception {
        site.endBridge();
        awaitEnd("The bridge is shutting down, and says so; come back in a moment"
                + " (code 1001, “the bridge is shutting down”).");
        page.locator("#toggle").click();
        assertThat(page.locator("#notice"))
                .hasText("The bridge at ws://127.0.0.1:" + site.ports().web() + "/echo does not answer.");

        site.startBridgeAgain();
        page.locator("#toggle").click();
        visitor.awaitLive();
        awaitFigure("answered", "2");
        assertThat(visitor.complaints())
                .as("nothing but that the port was closed")
                .allMatch(complaint -> complaint.startsWith("error: WebSocket connection to")
                        || complaint.endsWith("net::ERR_CONNECTION_REFUSED"));
    }

    @Test
    void medianAndLastAreThoseOfTheRoundTrips() {
        Object figures = page.evaluate("""
                async () => {
                    const { Rounds, formatMillis } = await import('/echo/rounds.js');
                    const rounds = new Rounds();
                    ['a', 'b', 'c', 'd'].forEach((text) => rounds.sent(text, 0));
                    const trips = [rounds.answered('echo: a', 30), rounds.answered('echo: c', 1), rounds.answered('echo: b', 5),
                        rounds.answered('echo: c', 1200)];
                    const { sent, answered, last, median } = rounds.figures();
                    return JSON.stringify([trips, sent, answered, last, median, rounds.ended(), rounds.ended(),
                        formatMillis(null), formatMillis(0.42), formatMillis(12.6), formatMillis(1234)]);
                }""");
        assertThat(figures).isEqualTo("[[30,null,5,1200],4,3,1200,30,1,0,\"–\",\"0.4 ms\",\"13 ms\",\"1.2 s\"]");
    }
}
