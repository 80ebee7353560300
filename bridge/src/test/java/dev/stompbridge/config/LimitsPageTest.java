package dev.stompbridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/limits.md to the keys and the constants that it names. */
class LimitsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "limits.md");
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "stompbridge");

    /** Keys that are numbers, sizes or times and bound nothing that a client could reach. */
    private static final Set<String> OTHER_KEYS = Set.of(
            "web.port",
            "web.io-threads",
            "web.tls.reload-every",
            "web.tls.hsts",
            "tokens.clock-skew",
            "tokens.refresh-keys",
            "management.port",
            "stomp.heart-beat-send",
            "stomp.heart-beat-receive",
            "stomp.session-threads",
            "broker.openwire.port",
            "broker.stomp.port");

    /** Constants that are the limits of a form, not of what a client may have. */
    private static final Set<String> OTHER_CONSTANTS = Set.of(
            "http.Authority#MAX_PORT",
            "net.TlsFiles#MAX_BYTES",
            "net.TlsRecords#MAX_CLEAR_BYTES",
            "net.TlsRecords#MAX_CONTENT_BYTES",
            "net.TlsRecords#MAX_TYPE",
            "security.IpAddress#MAX_OCTET",
            "security.IpAddress#MAX_TEXT_LENGTH",
            "security.ProxyLine#MAX_PORT",
            "security.Rate#MAX_PER_SECOND",
            "security.RateLimits#MAX_BURST_SECONDS",
            "websocket.FrameHeader#MAX_LENGTH_IN_B1",
            "websocket.FrameHeader#MAX_LENGTH_IN_2_BYTES");

    private static final Pattern CONSTANT =
            Pattern.compile("static final (?:int|long) ((?:MAX|MANY|WAITING)(?:_[A-Z0-9_]+)?) =");
    private static final Pattern LENGTHS = Pattern.compile(".*\\{([0-9]+),([0-9]+)}");

    /** A row of the page without the name of the limit and what happens at it. */
    private record Row(String value, String bounds, String source, String why) {}

    @Test
    void keysAreDescribedAsTheCodeHasThem() throws IOException {
        Map<String, Shape> keys = keys();
        List<Row> keyed =
                rows().stream().filter(row -> !row.bounds().equals("fixed")).toList();

        assertThat(keyed).isNotEmpty().allSatisfy(row -> assertThat(row).isEqualTo(expected(row.source(), keys)));
    }

    @Test
    void constantsHaveTheValueOnThePage() throws IOException {
        List<Row> fixed =
                rows().stream().filter(row -> row.bounds().equals("fixed")).toList();

        assertThat(fixed).isNotEmpty().allSatisfy(row -> {
            assertThat(row.value()).matches(Pattern.quote(shown(constant(row.source()))) + "(?: [a-z]+)?");
            assertThat(row.why()).matches("[A-Z0-9].*\\.");
        });
    }

    @Test
    void everyKeyThatIsALimitIsOnThePage() throws IOException {
        Set<String> limits = new HashSet<>();
        keys().forEach((name, shape) -> {
            if (shape instanceof Shape.Value value
                    && List.of(int.class, Duration.class, ByteSize.class).contains(value.type())) {
                limits.add(name);
            }
        });
        limits.removeAll(OTHER_KEYS);

        assertThat(sources()).containsAll(limits).doesNotContainAnyElementsOf(OTHER_KEYS);
    }

    @Test
    void everyConstantThatIsALimitIsOnThePage() throws IOException {
        Set<String> limits = new HashSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                limits.addAll(constants(file));
            }
        }
        limits.removeAll(OTHER_CONSTANTS);
        limits.removeIf(constant -> constant.startsWith("route."));

        assertThat(sources()).containsAll(limits);
    }

    private static List<String> constants(Path file) throws IOException {
        String type = SOURCES.relativize(file).toString().replace('/', '.').replaceFirst("\\.java$", "");
        return CONSTANT.matcher(Files.readString(file))
                .results()
                .map(result -> type + "#" + result.group(1))
                .toList();
    }

    private static Row expected(String key, Map<String, Shape> keys) {
        Shape shape = Objects.requireNonNull(keys.get(key), () -> "no key is named " + key);
        if (shape instanceof Shape.Value value) {
            Setting setting = value.setting();
            return new Row("`" + value.initial() + "`", setting.min() + " to " + setting.max(), key, shape.why());
        }
        return new Row("none", "at most " + ((Shape.Groups) shape).most(), key, shape.why());
    }

    /** {@code package.Class#NAME}, or {@code package.Class#NAME.component} for a component of a record. */
    private static Object constant(String name) {
        String[] parts = name.split("[#]", 2);
        String[] path = parts[1].split("\\.", 2);
        try {
            Field field = Class.forName("dev.stompbridge." + parts[0]).getDeclaredField(path[0]);
            field.setAccessible(true);
            Object value = Objects.requireNonNull(field.get(null));
            if (path.length == 1) {
                return value;
            }
            Method component = value.getClass().getDeclaredMethod(path[1]);
            return Objects.requireNonNull(component.invoke(value));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no constant is named " + name, e);
        }
    }

    /** A number with its thousands apart; of the form of a text how many characters it may have. */
    private static String shown(Object value) {
        if (value instanceof Pattern form) {
            Matcher lengths = LENGTHS.matcher(form.pattern());
            assertThat(lengths.matches()).as(form.pattern()).isTrue();
            MatchResult bounds = lengths.toMatchResult();
            return bounds.group(1) + " to " + bounds.group(2);
        }
        return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
    }

    private static Map<String, Shape> keys() {
        Map<String, Shape> keys = new TreeMap<>();
        Shape.visit(Shape.root(), "", keys::put);
        return keys;
    }

    private static List<String> sources() throws IOException {
        List<String> sources = rows().stream().map(Row::source).toList();
        assertThat(sources).doesNotHaveDuplicates();
        return sources;
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| ") && !line.startsWith("| limit |")) {
                String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
                assertThat(cells).as(line).hasSize(6);
                assertThat(cells[0]).isNotBlank();
                assertThat(cells[5]).isNotBlank();
                rows.add(new Row(cells[1], cells[2], cells[3].replace("`", ""), cells[4]));
            }
        }
        return rows;
    }
}
