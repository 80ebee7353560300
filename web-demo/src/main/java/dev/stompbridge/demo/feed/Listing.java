package dev.stompbridge.demo.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A symbol and the price it opens at. */
public record Listing(String symbol, BigDecimal open) {

    /** The list that the ticker page shows as well, so that the change since opening is the same on both sides. */
    private static final String DEMO = "/pages/data/symbols.json";

    /** The symbols of the demo. */
    public static List<Listing> demo() throws IOException {
        try (InputStream in = Listing.class.getResourceAsStream(DEMO)) {
            if (in == null) {
                throw new FileNotFoundException(DEMO + " is not on the class path");
            }
            List<Listing> listings = new ArrayList<>();
            for (JsonNode entry : new ObjectMapper().readTree(in).path("symbols")) {
                listings.add(new Listing(
                        entry.path("symbol").asText(), entry.path("open").decimalValue()));
            }
            return List.copyOf(listings);
        }
    }
}
