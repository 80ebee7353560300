package dev.stompbridge;

import dev.stompbridge.broker.BrokerAccess;
import dev.stompbridge.broker.Identity;
import dev.stompbridge.brokerconfig.EmbeddedBroker;
import dev.stompbridge.brokerconfig.LinkLogin;
import dev.stompbridge.brokerconfig.Principals;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The links' way to the embedded broker: its users decide who may log in, and a link acts with their groups. */
record EmbeddedAccess(EmbeddedBroker broker) implements BrokerAccess {
    @Override
    public URI uri() {
        return broker.vmUri();
    }

    @Override
    public @Nullable Identity authenticate(@Nullable String login, @Nullable String passcode) {
        Optional<Principals> who = login == null && passcode == null
                ? broker.users().anonymous()
                : broker.users().authenticate(login == null ? "" : login, passcode == null ? "" : passcode);
        return who.map(principals -> new Identity(principals.groups())).orElse(null);
    }

    @Override
    public boolean canDelay() {
        return broker.delaysDelivery();
    }

    @Override
    public boolean knowsRights() {
        return true;
    }

    @Override
    public boolean mayRead(Identity identity, String topic) {
        return broker.mayRead(identity.groups(), topic);
    }

    @Override
    public Credentials linkCredentials(Identity identity) {
        LinkLogin login = broker.linkLogin(identity.groups());
        return new Credentials(login.user(), login.password());
    }
}
