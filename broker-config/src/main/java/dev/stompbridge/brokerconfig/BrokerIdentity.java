package dev.stompbridge.brokerconfig;

import java.security.Principal;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.activemq.security.SecurityContext;
import org.jspecify.annotations.Nullable;

/** Who a connection of the broker belongs to: a user, or a link of the bridge that acts for many. Immutable. */
final class BrokerIdentity extends SecurityContext {

    /** Who the connection acts for. */
    enum Kind {
        /** A backend that logged in as a user. */
        BACKEND,
        /** A link of the bridge that many browsers share. */
        LINK,
        /** A link of the bridge that belongs to one route. */
        ROUTE
    }

    private record Group(String name) implements Principal {

        @Override
        public String getName() {
            return name;
        }
    }

    private final Kind kind;
    private final Set<String> groups;
    private final @Nullable Instant expiresAt;
    private final Set<Principal> principals;

    BrokerIdentity(Kind kind, Principals who) {
        super(who.name());
        this.kind = kind;
        groups = who.groups();
        expiresAt = who.expiresAt();
        principals = groups.stream().map(Group::new).collect(Collectors.toUnmodifiableSet());
    }

    boolean isBackend() {
        return kind == Kind.BACKEND;
    }

    boolean isSharedLink() {
        return kind == Kind.LINK;
    }

    Set<String> groups() {
        return groups;
    }

    /** When the login ends; null: never. */
    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public Set<Principal> getPrincipals() {
        return principals;
    }
}
