package dev.stompbridge;

import dev.stompbridge.broker.Authentication;
import dev.stompbridge.broker.BrokerAccess;
import dev.stompbridge.broker.Identity;
import dev.stompbridge.broker.Login;
import dev.stompbridge.brokerconfig.EmbeddedBroker;
import dev.stompbridge.brokerconfig.LinkLogin;
import dev.stompbridge.brokerconfig.Principals;
import dev.stompbridge.brokerconfig.Users;
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
    public @Nullable Authentication authenticate(Login login) {
        Users users = broker.users();
        if (login.hasCredentials()) {
            return known(users.authenticate(given(login.login()), given(login.passcode())));
        }
        if (login.token() != null) {
            return known(users.authenticateToken(login.token()));
        }
        if (login.certificateUser() != null) {
            return known(users.ofCertificate(login.certificateUser()));
        }
        return users.anonymous()
                .map(who -> Authentication.anonymous(new Identity(who.groups())))
                .orElse(null);
    }

    @Override
    public boolean isQuick(Login login) {
        Users users = broker.users();
        if (login.hasCredentials()) {
            return users.isQuick(given(login.login()), given(login.passcode()));
        }
        return login.token() == null || users.isQuick("", login.token());
    }

    @Override
    public @Nullable Authentication authenticateToken(String token) {
        return known(broker.users().authenticateToken(token));
    }

    private static @Nullable Authentication known(Optional<Principals> who) {
        return who.map(principals -> new Authentication(
                        principals.name(), new Identity(principals.groups()), principals.expiresAt()))
                .orElse(null);
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
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
