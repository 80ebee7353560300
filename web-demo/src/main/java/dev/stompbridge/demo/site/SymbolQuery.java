package dev.stompbridge.demo.site;

import org.jspecify.annotations.Nullable;

/** The query of a request for prices: {@code symbol=NVDA} once, and perhaps parameters that mean nothing here. */
final class SymbolQuery {
    static final String RULE = "A symbol is one to ten capitals and digits, perhaps with a point and a capital behind.";

    private static final String NAME = "symbol=";

    private SymbolQuery() {}

    /** The symbol as it was written, empty if there is none; null if it stands there twice. */
    static @Nullable String symbolIn(@Nullable String query) {
        String found = null;
        for (String parameter : (query == null ? "" : query).split("&", -1)) {
            if (parameter.startsWith(NAME)) {
                if (found != null) {
                    return null;
                }
                found = parameter.substring(NAME.length());
            }
        }
        return found == null ? "" : found;
    }
}
