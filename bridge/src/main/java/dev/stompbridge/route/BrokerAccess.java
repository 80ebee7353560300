package dev.stompbridge.route;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker of a route is and who the route is there.
 *
 * <p>An embedded broker is reached with {@code vm://NAME?create=false&async=false}. Without {@code create=false} the
 * client would start another broker when that one is missing; with {@code async=true} closing the connection interrupts
 * broker threads that may be writing to the store, which stops the broker.
 *
 * @param user null for a broker that asks for no credentials
 */
public record BrokerAccess(
        String uri, @Nullable String user, @Nullable String password) {

    public BrokerAccess {
        if (!uri.contains("://")) {
            throw new IllegalArgumentException("broker: the address must be like tcp://host:port");
        }
        try {
            new URI(uri);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("broker: the address is not a URI", e);
        }
        if (uri.startsWith("vm:") && !(uri.contains("create=false") && uri.contains("async=false"))) {
            throw new IllegalArgumentException("broker: a vm:// address needs create=false and async=false");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BrokerAccess[" + uri + ", user=" + user + "]";
    }
}
