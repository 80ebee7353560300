package dev.stompbridge;

import org.jspecify.annotations.Nullable;

/** The bridge could not start; the message is one sentence for whoever started it. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    public StartException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
