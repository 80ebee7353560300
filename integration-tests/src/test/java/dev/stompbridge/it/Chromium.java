package dev.stompbridge.it;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's Chromium, for as many visitors as a test needs. One thread only. */
final class Chromium implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser;

    Chromium() {
        PlaywrightAssertions.setDefaultAssertionTimeout((double) Limits.ARRIVAL.toMillis());
        try {
            browser = playwright
                    .chromium()
                    .launch(new LaunchOptions()
                            .setExecutablePath(Path.of("/usr/bin/chromium"))
                            .setTimeout((double) Limits.START.toMillis())
                            .setArgs(FLAGS));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /** Somebody who has never been here: no storage, no cookies. */
    Visitor visitor() {
        return visitor(new NewContextOptions());
    }

    /** The same with a device or a taste of his own: a narrow screen, dark colours, a position. */
    Visitor visitor(NewContextOptions options) {
        return new Visitor(browser.newContext(options));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
