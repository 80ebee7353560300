package dev.stompbridge.hardening;

/** A class that nobody may load because a header names it: its initialiser tells. */
@SuppressWarnings("unused") // by its name
final class Trap {
    static {
        System.setProperty(BrowserHeadersTest.SPRUNG, "true");
    }

    private Trap() {}
}
