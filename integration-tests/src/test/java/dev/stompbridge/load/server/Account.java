package dev.stompbridge.load.server;

/** A login, as CONNECT gives it. */
public record Account(String login, String passcode) {
    /** Every user of every server has this password. */
    public static final String PASSCODE = "load-demo";

    /** Who publishes. */
    public static final Account FEED = new Account("feed", PASSCODE);

    /** One of the users with an identity of their own, from 0; see {@link Setup#identities}. */
    public static Account browser(int number) {
        return new Account("browser-" + number, PASSCODE);
    }
}
