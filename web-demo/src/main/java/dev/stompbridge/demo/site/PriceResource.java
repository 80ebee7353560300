package dev.stompbridge.demo.site;

import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.http.HttpStatus;
import dev.stompbridge.net.Caller;
import dev.stompbridge.net.Resource;

/** Answers {@code GET /api/prices?symbol=NVDA} with the latest price: what the book's page would poll. */
record PriceResource(PriceBoard board, Answers answers) implements Resource {

    @Override
    public HttpResponse handle(HttpRequest request, Caller caller) {
        String symbol = SymbolQuery.symbolIn(request.query());
        if (symbol == null || !PriceBoard.isSymbol(symbol)) {
            return HttpResponse.text(HttpStatus.BAD_REQUEST, SymbolQuery.RULE + "\n");
        }
        PriceBoard.Latest latest = board.latest(symbol);
        return latest == null ? answers.nothing(request) : answers.json(request, latest.json());
    }
}
