package dev.stompbridge.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client ids in use. A client id belongs to one session at a time; a second one that claims it is refused, or gets it
 * when the first has gone, as the configuration says. Safe for use by any thread.
 */
final class ClientIds {
    /** A session's hold on a client id. */
    final class Claim {
        private final String id;
        private boolean lost;
        private boolean freed;
        private @Nullable Runnable onLost;
        private @Nullable Runnable onFreed;

        private Claim(String id) {
            this.id = id;
        }

        /** As the broker knows it. */
        String id() {
            return id;
        }

        /** Runs the task once, when somebody else has claimed the id, which may have happened already. */
        void whenLost(Runnable task) {
            boolean now;
            synchronized (ClientIds.this) {
                now = lost;
                onLost = task;
            }
            if (now) {
                task.run();
            }
        }

        /** The broker does not know the id any more; whoever waits for it may have it. */
        void free() {
            Runnable next;
            synchronized (ClientIds.this) {
                claims.remove(id, this);
                freed = true;
                next = onFreed;
            }
            if (next != null) {
                next.run();
            }
        }

        private void whenFreed(Runnable task) {
            boolean now;
            synchronized (ClientIds.this) {
                now = freed;
                onFreed = task;
            }
            if (now) {
                task.run();
            }
        }

        private void lose() {
            Runnable told;
            synchronized (ClientIds.this) {
                lost = true;
                told = onLost;
            }
            if (told != null) {
                told.run();
            }
        }
    }

    private final boolean replace;
    private final Map<String, Claim> claims = new HashMap<>();

    /** With replace, a newcomer ends the session that holds the id; without, it is refused. */
    ClientIds(boolean replace) {
        this.replace = replace;
    }

    /** Answers with the claim when nobody else holds the id any more, or with null at once if it is refused. */
    void claim(String id, Consumer<@Nullable Claim> answer) {
        Claim claim = new Claim(id);
        Claim previous;
        synchronized (this) {
            previous = claims.get(id);
            if (previous == null || replace) {
                claims.put(id, claim);
            }
        }
        if (previous == null) {
            answer.accept(claim);
        } else if (replace) {
            previous.whenFreed(() -> answer.accept(claim));
            previous.lose();
        } else {
            answer.accept(null);
        }
    }
}
