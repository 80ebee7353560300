package dev.stompbridge.demo.site;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the metrics of a bridge from its management port, like a Prometheus would. Used by one thread. */
final class MetricsPage {
    /** The page of a bridge has some 20 KiB. */
    private static final int MAX_BYTES = 1024 * 1024;

    private static final Pattern VALUE =
            Pattern.compile("^([a-zA-Z_][a-zA-Z0-9_]*) (-?[0-9]+(?:[.][0-9]+)?(?:E-?[0-9]+)?)$", Pattern.MULTILINE);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final HttpRequest request;

    MetricsPage(URI page) {
        request = HttpRequest.newBuilder(page).timeout(TIMEOUT).build();
    }

    /** The values by name, without those that have labels. */
    Map<String, Double> read() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] page = body.readNBytes(MAX_BYTES);
            if (response.statusCode() != 200 || page.length == MAX_BYTES) {
                throw new IOException("No page of metrics.");
            }
            return parse(new String(page, StandardCharsets.UTF_8));
        }
    }

    /** Lines of a name, a space and a number; whatever else there is has no meaning here. */
    static Map<String, Double> parse(String page) {
        Map<String, Double> values = new HashMap<>();
        Matcher line = VALUE.matcher(page);
        while (line.find()) {
            values.put(line.group(1), Double.valueOf(line.group(2)));
        }
        return values;
    }
}
