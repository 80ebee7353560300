package dev.stompbridge.route;

/** The schema and the bodies that tests of routes and contracts share. */
public final class Prices {

    public static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["symbol", "price", "time"],
              "additionalProperties": false,
              "properties": {
                "symbol": {"type": "string", "pattern": "^[A-Z][A-Z0-9.-]{0,15}$"},
                "price": {"type": "number", "minimum": 0},
                "time": {"type": "string"},
                "tags": {"type": "array", "items": {"type": "string"}}
              }
            }
            """;

    private Prices() {}

    static RouteSettings route(String name) {
        return new RouteSettings(
                name, "queue://stock.prices", "topic://stock.{symbol}", SCHEMA, "queue://stock.prices.invalid");
    }

    public static String json(String symbol, String price) {
        return "{\"symbol\":\"" + symbol + "\",\"price\":" + price + ",\"time\":\"2026-11-22T14:00:00Z\"}";
    }
}
