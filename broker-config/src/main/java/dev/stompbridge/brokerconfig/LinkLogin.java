package dev.stompbridge.brokerconfig;

/**
 * Credentials of a link of the bridge, valid on {@code vm://} connections of the broker that issued them, until it
 * stops.
 *
 * @param user names the groups the link acts with; not secret
 */
public record LinkLogin(String user, String password) {

    @Override
    public String toString() {
        return "LinkLogin[" + user + "]";
    }
}
