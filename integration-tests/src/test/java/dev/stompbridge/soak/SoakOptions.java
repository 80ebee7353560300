package dev.stompbridge.soak;

import java.nio.file.Path;
import java.time.Duration;

/**
 * From system properties whose names begin with {@code soak.}; an empty one counts as not set.
 *
 * @param duration for how long messages are published; what comes before and behind takes another minute
 * @param browsers who are there at once
 * @param heap of the server
 * @param directory for the report and the files of the server
 */
record SoakOptions(Duration duration, int browsers, String heap, Path directory) {
    static SoakOptions ofSystemProperties() {
        return new SoakOptions(
                Duration.parse("PT" + text("duration", "10m")),
                Integer.parseInt(text("browsers", "1000")),
                text("heap", "512m"),
                Path.of(text("directory", "target")));
    }

    private static String text(String name, String otherwise) {
        String value = System.getProperty("soak." + name, "");
        return value.isBlank() ? otherwise : value.strip();
    }
}
