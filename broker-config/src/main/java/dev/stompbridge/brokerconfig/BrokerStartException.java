package dev.stompbridge.brokerconfig;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The broker did not start; nothing of it is left running. The message is one sentence for the operator. */
public final class BrokerStartException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokerStartException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** A sentence that ends with what the failure says of itself. */
    static BrokerStartException because(String what, Throwable failure) {
        Throwable root = rootOf(failure);
        String said = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String reason = said.lines().findFirst().orElse(said).strip();
        return new BrokerStartException(what + ": " + reason + (reason.endsWith(".") ? "" : "."), failure);
    }

    static Throwable rootOf(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .orElse(failure);
    }
}
