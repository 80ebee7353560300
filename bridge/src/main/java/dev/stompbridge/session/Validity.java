package dev.stompbridge.session;

import dev.stompbridge.broker.Authentication;
import dev.stompbridge.broker.Reply;
import dev.stompbridge.stomp.StompViolation;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a session may last: for ever, or as long as its token; another token makes it last longer. */
final class Validity {
    private static final Validity FOR_EVER = new Validity(null, null, null);

    private final @Nullable Authentication who;
    private final @Nullable Entrance entrance;
    private final @Nullable Clock clock;
    private volatile @Nullable Instant end;

    private Validity(@Nullable Authentication who, @Nullable Entrance entrance, @Nullable Clock clock) {
        this.who = who;
        this.entrance = entrance;
        this.clock = clock;
        this.end = who == null ? null : who.expiresAt();
    }

    static Validity of(Authentication who, SessionContext context) {
        return who.expiresAt() == null ? FOR_EVER : new Validity(who, context.entrance(), context.clock());
    }

    /** Any thread. */
    boolean isOver() {
        Instant last = end;
        return last != null && clock != null && !clock.instant().isBefore(last);
    }

    /** The token must be one of the same user with the same rights. */
    void renew(String token, Reply reply) throws StompViolation {
        if (entrance == null || who == null) {
            throw new StompViolation("only a session that was opened with a token is renewed with one");
        }
        entrance.renew(who, token, (renewed, failure) -> {
            if (renewed != null) {
                end = renewed.expiresAt();
            }
            reply.answer(failure);
        });
    }
}
