package dev.stompbridge.broker;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The way to a broker over TCP as its user backend, for links that a test opens by itself. */
record TcpAccess(URI uri) implements BrokerAccess {
    @Override
    public @Nullable Authentication authenticate(Login login) {
        return null;
    }

    @Override
    public boolean canDelay() {
        return false;
    }

    @Override
    public Credentials linkCredentials(Identity identity) {
        return new Credentials("backend", "secret");
    }
}
