package dev.stompbridge.route;

import jakarta.jms.ResourceAllocationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.transaction.xa.XAException;
import org.jspecify.annotations.Nullable;

/** Why a batch was not committed, judged by the chain of causes the client reports. */
enum Failure {
    /** The broker took offence at a message: it marked the transaction for rollback. Trying again changes nothing. */
    REFUSED(3),
    /** The connection broke. A message may be the cause, for example one larger than a frame may be. */
    LOST(1),
    /** The broker has no room or its store failed: no message is to blame. */
    UNAVAILABLE(0);

    private static final int MAX_CAUSES = 16;

    private final int weight;

    Failure(int weight) {
        this.weight = weight;
    }

    /** How much it speaks against a message that was alone in its batch. */
    int weight() {
        return weight;
    }

    static Failure of(Exception e) {
        List<Throwable> causes = causes(e);
        if (has(causes, ResourceAllocationException.class::isInstance)) {
            return UNAVAILABLE;
        }
        // The broker answers a COMMIT it refused with an XAException (XA_RBROLLBACK). Without one, a rolled back
        // transaction is the client's own finding that failover: has changed the connection under it.
        if (e instanceof RuntimeException || has(causes, Failure::isRollbackByBroker)) {
            return REFUSED;
        }
        return has(causes, IOException.class::isInstance) ? LOST : UNAVAILABLE;
    }

    private static boolean isRollbackByBroker(Throwable t) {
        return t instanceof XAException && String.valueOf(t.getMessage()).contains("marked rollback only");
    }

    private static boolean has(List<Throwable> causes, Predicate<Throwable> predicate) {
        return causes.stream().anyMatch(predicate);
    }

    /** What the innermost cause says, for the log. */
    static String message(Exception e) {
        List<Throwable> causes = causes(e);
        Throwable root = causes.get(causes.size() - 1);
        String message = root.getMessage();
        return message == null ? root.getClass().getName() : message;
    }

    private static List<Throwable> causes(Exception e) {
        List<Throwable> causes = new ArrayList<>();
        for (@Nullable Throwable t = e; t != null && causes.size() < MAX_CAUSES; t = t.getCause()) {
            causes.add(t);
        }
        return causes;
    }
}
