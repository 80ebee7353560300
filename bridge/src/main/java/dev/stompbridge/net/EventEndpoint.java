package dev.stompbridge.net;

import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.http.HttpViolation;
import java.time.Duration;

/** What streams server-sent events to whoever asks for a path with GET (WHATWG HTML §9.2). */
public interface EventEndpoint {
    /**
     * Bounds of one stream.
     *
     * @param outboxBytes that may wait for a reader; one that is too slow for that is cut
     * @param outboxAge that an event may wait for its reader, zero for any time
     */
    record Bounds(int outboxBytes, Duration outboxAge) {
        /** Room for a moment's events. */
        static final Bounds DEFAULT = new Bounds(64 * 1024, Duration.ZERO);

        boolean isTooOld(long waitingNanos) {
            return !outboxAge.isZero() && waitingNanos > outboxAge.toNanos();
        }
    }

    /** One reader's side of the matter. The I/O thread of its connection calls it. */
    interface Reader {
        /** The response head is on its way; what is sent now is behind it. */
        void opened(EventStream out);

        /** The last call, once for each that was opened, however it ended. */
        void closed();
    }

    /** Looks at a request, also one of HEAD, whose reader is not opened. I/O thread, must not block. */
    Reader accept(HttpRequest request) throws HttpViolation;
}
