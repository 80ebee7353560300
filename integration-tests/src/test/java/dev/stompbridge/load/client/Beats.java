package dev.stompbridge.load.client;

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/** Sends the heart-beats of many browsers, a few at each tick, so that they do not come all at once. */
final class Beats {
    private final long periodNanos;
    private long last = System.nanoTime();
    private double due;
    private int next;

    /** 0 for none. */
    Beats(int periodMillis) {
        periodNanos = periodMillis * 1_000_000L;
    }

    /** Every browser has its turn once in nine tenths of the period. */
    void send(List<Browser> browsers, long now, BiConsumer<Browser, IOException> failed) {
        if (periodNanos == 0 || browsers.isEmpty()) {
            return;
        }
        due = Math.min(browsers.size(), due + (now - last) * browsers.size() / (0.9 * periodNanos));
        last = now;
        for (; due >= 1; due--) {
            next = (next + 1) % browsers.size();
            Browser browser = browsers.get(next);
            try {
                browser.beat();
            } catch (IOException e) {
                failed.accept(browser, e);
            }
        }
    }
}
