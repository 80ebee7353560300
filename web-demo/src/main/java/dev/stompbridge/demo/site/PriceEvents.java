package dev.stompbridge.demo.site;

import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.http.HttpStatus;
import dev.stompbridge.http.HttpViolation;
import dev.stompbridge.http.ServerSentEvent;
import dev.stompbridge.net.EventEndpoint;
import dev.stompbridge.net.EventStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Streams prices: {@code GET /api/prices/events?symbol=NVDA} those of one symbol, without one all. The first event tells how many
 * bytes the two heads have and what time it is here; then each price is an event of the JSON that travelled, encoded once for all streams. Safe for
 * use by any thread.
 */
final class PriceEvents implements EventEndpoint {
    private static final String ALL = "";

    /** Streams by what they want; a symbol without streams takes no memory. */
    private final Map<String, Set<EventStream>> streams = new ConcurrentHashMap<>();

    private final Clock clock;

    PriceEvents(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Reader accept(HttpRequest request) throws HttpViolation {
        String symbol = SymbolQuery.symbolIn(request.query());
        if (symbol == null || !(symbol.equals(ALL) || PriceBoard.isSymbol(symbol))) {
            throw new HttpViolation(HttpStatus.BAD_REQUEST, SymbolQuery.RULE);
        }
        return new PriceReader(symbol, request.headBytes());
    }

    /** Sends a price to whoever wants it; never blocks. */
    void post(PriceBoard.Latest price) {
        Set<EventStream> some = streams.get(price.symbol());
        Set<EventStream> all = streams.get(ALL);
        if (some == null && all == null) {
            return;
        }
        byte[] event = new ServerSentEvent("", new String(price.json(), StandardCharsets.UTF_8)).encode();
        send(some, event);
        send(all, event);
    }

    private static void send(@Nullable Set<EventStream> to, byte[] event) {
        if (to != null) {
            to.forEach(stream -> stream.send(event));
        }
    }

    private final class PriceReader implements Reader {
        private final String symbol;
        private final int requestBytes;
        private @Nullable EventStream stream;

        private PriceReader(String symbol, int requestBytes) {
            this.symbol = symbol;
            this.requestBytes = requestBytes;
        }

        @Override
        public void opened(EventStream out) {
            stream = out;
            String opened = "{\"requestBytes\":" + requestBytes
                    + ",\"responseBytes\":" + out.headBytes()
                    + ",\"time\":\"" + clock.instant().truncatedTo(ChronoUnit.MILLIS) + "\"}";
            out.send(new ServerSentEvent("opened", opened).encode());
            streams.compute(symbol, (key, open) -> {
                Set<EventStream> set = open == null ? ConcurrentHashMap.newKeySet() : open;
                set.add(out);
                return set;
            });
        }

        @Override
        public void closed() {
            EventStream closed = stream;
            if (closed == null) {
                return;
            }
            streams.computeIfPresent(symbol, (key, open) -> {
                open.remove(closed);
                return open.isEmpty() ? null : open;
            });
        }
    }
}
