package dev.stompbridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.http.HttpStatus;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.security.RateLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/errors.md to the sentences in the sources. */
final class ErrorsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "errors.md");
    private static final Path LIMITS = Path.of("..", "docs", "limits.md");
    private static final Pattern KIND = Pattern.compile("(?:BrokerException\\.)?Kind\\.([A-Z_]+)");
    private static final Pattern BROKER_HELPER = Pattern.compile(
            "BrokerException (\\w+)\\(String rule\\) \\{\\s*return new BrokerException\\(BrokerException\\.Kind\\.(\\w+)");
    private static final Pattern METRIC = Pattern.compile("`stompbridge_([a-z_]+?)(?:_total)?(?:\\{[^}]*})?`");
    private static final Pattern QUOTED = Pattern.compile("“([^”]+)”");

    private static final String REFUSED = "http_requests_refused";
    private static final String EITHER = REFUSED + ", of a page http_requests";
    private static final Map<String, String> HTTP_METRICS = Map.of(
            "Too many connections.", "connections_refused",
            "This origin is not allowed.", "origins_refused",
            "Cookies and the like are taken from pages only, with their Origin.", "origins_refused",
            "Too many connections from this address.", "connections_refused_address",
            "Too many connections without a login.", "connections_refused_without_login",
            "The request did not come in time.", "http_requests_timed_out",
            "Not found.", "http_requests",
            "Nothing is here.", "http_requests",
            "The method is not allowed here.", EITHER,
            "The method is not implemented.", EITHER);

    /** A text that a client gets, the code or status with it, and the metric that counts it. */
    private record Entry(String text, String code, String metric) implements Comparable<Entry> {
        static Entry of(String text, Disconnect reason) {
            return new Entry(
                    text, Integer.toString(reason.code()), reason.name().toLowerCase(Locale.ROOT));
        }

        static Entry of(String text, int status) {
            return new Entry(text, Integer.toString(status), HTTP_METRICS.getOrDefault(text, REFUSED));
        }

        @Override
        public int compareTo(Entry other) {
            return (text + code).compareTo(other.text + other.code);
        }
    }

    @Test
    void everyTextOfAnErrorFrameIsOnThePageAndInTheSources() throws IOException {
        SourceTexts sources = new SourceTexts("stomp", "session", "broker", "fanout");
        Set<Entry> entries = new TreeSet<>();
        entries.add(Entry.of("no common version", Disconnect.STOMP_ERROR));
        texts(sources, "new StompViolation", 0).forEach(text -> entries.add(Entry.of(text, Disconnect.STOMP_ERROR)));
        texts(sources, "require", 1).forEach(text -> entries.add(Entry.of(text, Disconnect.STOMP_ERROR)));
        for (RateLimits.Exceeded what : RateLimits.Exceeded.values()) {
            entries.add(Entry.of(what.rule(), Disconnect.TOO_FAST));
        }
        addBrokerTexts(sources, entries);
        for (SourceTexts.Call call : sources.calls("fail")) {
            call.texts(1, sources.constants()).stream()
                    .filter(text -> call.file().equals("StompSession.java") && !text.contains("…"))
                    .forEach(text -> entries.add(
                            Entry.of(text, disconnect(call.arguments().get(2)))));
        }
        addContractTexts(sources, entries);
        assertThat(entries("ERROR frames")).isEqualTo(entries);
    }

    /** What {@link StompSession} says of a broken contract, with each of the rules. */
    private static void addContractTexts(SourceTexts sources, Set<Entry> entries) throws IOException {
        String broken = sources.calls("fail").stream()
                .filter(call -> call.arguments().contains("Disconnect.CONTRACT_BROKEN"))
                .flatMap(call -> call.texts(1, sources.constants()).stream())
                .collect(Collectors.joining());
        SourceTexts contracts = new SourceTexts("contract");
        List<String> rules = new ArrayList<>(texts(contracts, "new ContractViolation", 1));
        rules.addAll(texts(contracts, "throw violation", 0));
        texts(contracts, "Map.entry", 1).forEach(rule -> rules.add("…: " + rule));
        texts(contracts, "SENTENCES.getOrDefault", 1).forEach(rule -> rules.add("…: " + rule));

        assertThat(broken).endsWith("…");
        rules.forEach(rule -> entries.add(Entry.of(broken.replace("…", rule), Disconnect.CONTRACT_BROKEN)));
    }

    private static void addBrokerTexts(SourceTexts sources, Set<Entry> entries) {
        for (SourceTexts.Call call : sources.calls("new BrokerException")) {
            addBrokerText(call, 1, call.arguments().get(0), sources, entries);
        }
        for (SourceTexts.Call call : sources.calls("refuse")) {
            addBrokerText(call, 2, call.arguments().get(1), sources, entries);
        }
        sources.files().forEach((file, source) -> {
            Matcher helper = BROKER_HELPER.matcher(source);
            while (helper.find()) {
                boolean everywhere = source.contains("\n    static BrokerException " + helper.group(1));
                String kind = "Kind." + helper.group(2);
                sources.calls(helper.group(1)).stream()
                        .filter(call -> call.file().equals(file))
                        .forEach(call -> addBrokerText(call, 0, kind, sources, entries));
                if (everywhere) {
                    String name = file.replace(".java", ".") + helper.group(1);
                    sources.calls(name).forEach(call -> addBrokerText(call, 0, kind, sources, entries));
                }
            }
        });
    }

    private static void addBrokerText(
            SourceTexts.Call call, int argument, String kind, SourceTexts sources, Set<Entry> entries) {
        Matcher name = KIND.matcher(kind);
        if (name.matches()) {
            Disconnect reason = SessionErrors.disconnect(BrokerException.Kind.valueOf(name.group(1)));
            call.texts(argument, sources.constants()).forEach(text -> entries.add(Entry.of(text, reason)));
        }
    }

    @Test
    void everyReasonOfAWebSocketViolationIsOnThePageAndInTheSources() throws IOException {
        SourceTexts sources = new SourceTexts("websocket");
        Set<Entry> entries = new TreeSet<>();
        texts(sources, "WebSocketViolation.protocol", 0)
                .forEach(text -> entries.add(Entry.of(text, Disconnect.WEBSOCKET_VIOLATION)));
        texts(sources, "WebSocketViolation.tooBig", 0).forEach(text -> entries.add(Entry.of(text, Disconnect.TOO_BIG)));
        texts(sources, "new WebSocketViolation", 1).forEach(text -> entries.add(Entry.of(text, Disconnect.NOT_UTF8)));

        assertThat(sources.calls("new WebSocketViolation").stream()
                        .filter(call -> !call.texts(1, sources.constants()).isEmpty()))
                .allMatch(call -> call.arguments().get(0).equals("CloseCode.INVALID_PAYLOAD_DATA"));
        assertThat(entries("WebSocket violations")).isEqualTo(entries);
    }

    @Test
    void everyReasonToEndAConnectionIsOnThePage() throws IOException {
        Set<Entry> entries = Arrays.stream(Disconnect.values())
                .map(reason -> Entry.of(reason.reason().isEmpty() ? "–" : reason.reason(), reason))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(entries("Close codes")).isEqualTo(entries);
    }

    @Test
    void everyRefusalOfARequestIsOnThePageAndInTheSources() throws Exception {
        SourceTexts sources = new SourceTexts("", "http", "websocket", "net");
        Set<Entry> entries = new TreeSet<>();
        texts(sources, "badRequest", 0).forEach(text -> entries.add(Entry.of(text, HttpStatus.BAD_REQUEST)));
        for (String refusal : List.of("refuse", "HttpViolation.badRequest")) {
            int argument = refusal.equals("refuse") ? 1 : 0;
            texts(sources, refusal, argument).forEach(text -> entries.add(Entry.of(text, HttpStatus.BAD_REQUEST)));
        }
        for (String answer : List.of("new HttpViolation", "HttpResponse.text")) {
            for (SourceTexts.Call call : sources.calls(answer)) {
                for (String text : call.texts(1, sources.constants())) {
                    int status = status(call.arguments().get(0));
                    if (status >= HttpStatus.BAD_REQUEST) {
                        entries.add(Entry.of(text.strip(), status));
                    }
                }
            }
        }
        texts(sources, "HttpResponse.unavailable", 0)
                .forEach(text -> entries.add(Entry.of(text, HttpStatus.SERVICE_UNAVAILABLE)));

        assertThat(entries("HTTP refusals")).isEqualTo(entries);
    }

    @Test
    void everyTextThatTheLimitsQuoteIsOnThePage() throws IOException {
        Set<String> texts = entries("ERROR frames").stream().map(Entry::text).collect(Collectors.toSet());

        assertThat(QUOTED.matcher(Files.readString(LIMITS)).results().map(result -> result.group(1)))
                .isNotEmpty()
                .isSubsetOf(texts);
    }

    @Test
    void everyMetricOnThePageExists() throws IOException {
        Set<String> metrics = Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.toSet());
        Set<String> named = METRIC.matcher(Files.readString(PAGE))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());

        assertThat(named).isNotEmpty().isSubsetOf(metrics);
    }

    private static List<String> texts(SourceTexts sources, String callee, int argument) {
        return sources.calls(callee).stream()
                .flatMap(call -> call.texts(argument, sources.constants()).stream())
                .toList();
    }

    private static int status(String written) throws ReflectiveOperationException {
        return written.startsWith("HttpStatus.")
                ? HttpStatus.class
                        .getField(written.substring("HttpStatus.".length()))
                        .getInt(null)
                : 0;
    }

    private static Disconnect disconnect(String written) {
        return Disconnect.valueOf(written.substring(written.lastIndexOf('.') + 1));
    }

    /** The rows of a section of the page: a text, when it is said, its code and the metric or its tag. */
    private static Set<Entry> entries(String section) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("\n## " + section + "\n");
        int to = page.indexOf("\n## ", from + 1);
        assertThat(from).as(section).isPositive();
        List<Entry> rows = page.substring(from, to < 0 ? page.length() : to)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| text |"))
                .map(ErrorsPageTest::entry)
                .toList();
        assertThat(rows).doesNotHaveDuplicates();
        return new TreeSet<>(rows);
    }

    private static Entry entry(String line) {
        String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
        assertThat(cells).as(line).hasSize(4).allMatch(cell -> !cell.isBlank());
        return new Entry(cells[0].replace("`", ""), cells[2], cells[3].replace("`", ""));
    }
}
