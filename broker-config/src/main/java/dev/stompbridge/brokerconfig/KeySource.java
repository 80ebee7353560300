package dev.stompbridge.brokerconfig;

/** Where the keys of an issuer come from. Thread-safe. */
sealed interface KeySource permits FileKeys, UrlKeys {

    /** The keys as far as they are known. Never waits. */
    KeySet keys();

    /** The keys after a look whether there are new ones, for a token that names an unknown one. May wait. */
    KeySet newestKeys();

    /** Whether {@link #newestKeys} would wait for somebody. */
    boolean waits();
}
