package dev.stompbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;

/** What a visitor does and sees on the broadcast page. */
record BroadcastPage(Visitor visitor) {
    static final String NAIVE = "#naive-log";
    static final String CHAT = "#chat-log";

    /** Opens it and waits for both connections. */
    static BroadcastPage open(Visitor visitor, URI site) {
        BroadcastPage page = new BroadcastPage(visitor);
        visitor.open(site.resolve("broadcast/"));
        page.awaitBoth();
        return page;
    }

    void awaitBoth() {
        visitor.awaitLive();
        assertThat(page().locator("#naive-state")).hasAttribute("data-state", "live");
    }

    Page page() {
        return visitor.page();
    }

    void join(String name) {
        page().fill("#name", name);
        page().press("#name", "Enter");
    }

    void say(String text) {
        page().fill("#message", text);
        page().press("#message", "Enter");
    }

    /** Waits until a log shows exactly these, each as NAME: TEXT. */
    void awaitMessages(String log, String... messages) {
        Locator shown = page().locator(log + " .message:not(.malformed)");
        assertThat(shown).hasCount(messages.length);
        for (int i = 0; i < messages.length; i++) {
            int colon = messages[i].indexOf(": ");
            assertThat(shown.nth(i).locator(".who")).hasText(messages[i].substring(0, colon));
            assertThat(shown.nth(i).locator(".text")).hasText(messages[i].substring(colon + 2));
        }
    }

    /** Waits until exactly these are here, as this visitor sees it. */
    void awaitPeople(String... names) {
        assertThat(page().locator("#people li")).hasText(names);
        assertThat(page().locator("#people-count")).hasText(Integer.toString(names.length));
    }

    /** Waits until this visitor is told a problem of his own. */
    void awaitProblem(String sentence) {
        assertThat(page().locator("#problem")).hasText(sentence);
    }
}
