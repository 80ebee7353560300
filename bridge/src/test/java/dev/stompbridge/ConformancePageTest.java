package dev.stompbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** Holds docs/conformance.md to the clauses of the specifications and to the tests that it names. */
class ConformancePageTest {
    private static final Path PAGE = Path.of("..", "docs", "conformance.md");
    private static final String CLAUSES = "/conformance/clauses.txt";
    private static final List<Path> OTHER_TESTS = List.of(
            Path.of("..", "broker-config", "src", "test", "java"),
            Path.of("..", "integration-tests", "src", "test", "java"));

    private static final String NO_WORD = "–";
    private static final Pattern WORDS = Pattern.compile("([A-Z]+(?: NOT)?)(?: ×([0-9]+))?");
    private static final Pattern COUNTS = Pattern.compile("([A-Z]+(?: NOT)?) ([0-9]+)");
    private static final Pattern EVIDENCE =
            Pattern.compile("`((?:wire|corpus)/[A-Za-z0-9./-]+|[a-z]+\\.[A-Za-z0-9]+#[A-Za-z0-9_]+)`");
    private static final Pattern REASON = Pattern.compile("(?:Client|Absent|Text|Deviation): \\S.*");

    /** A clause of a specification with the key words in it, as the specification or as the page has them. */
    private record Clause(String name, Map<String, Integer> words) {}

    private record Row(String clause, String words, String requirement, String evidence) {}

    @Test
    void everyKeyWordOfEveryClauseHasARow() throws IOException {
        List<Clause> onThePage = new ArrayList<>();
        for (Row row : rows()) {
            if (onThePage.isEmpty()
                    || !onThePage.get(onThePage.size() - 1).name().equals(row.clause())) {
                onThePage.add(new Clause(row.clause(), new TreeMap<>()));
            }
            Map<String, Integer> words = onThePage.get(onThePage.size() - 1).words();
            count(WORDS, row.words()).forEach((word, times) -> words.merge(word, times, Integer::sum));
        }
        assertThat(onThePage).containsExactlyElementsOf(clauses());
    }

    @Test
    void everyRowIsShownOrSaysWhyNot() throws IOException {
        assertThat(rows())
                .allMatch(row -> !row.requirement().isBlank())
                .filteredOn(row -> !EVIDENCE.matcher(row.evidence()).find())
                .allMatch(row -> REASON.matcher(row.evidence()).matches());
    }

    @Test
    void everythingThatShowsSomethingExists() throws IOException {
        List<String> named = rows().stream()
                .flatMap(row -> EVIDENCE.matcher(row.evidence()).results().map(result -> result.group(1)))
                .distinct()
                .toList();

        assertThat(named).hasSizeGreaterThan(100).allMatch(ConformancePageTest::exists, "exists");
    }

    /** Whatever stands in code quotes behind a reason or between evidence must be evidence as well. */
    @Test
    void nothingIsQuotedThatIsNoEvidence() throws IOException {
        assertThat(rows())
                .extracting(row -> EVIDENCE.matcher(row.evidence()).replaceAll(""))
                .noneMatch(rest -> rest.matches(".*(?:wire/|corpus/|#).*"));
    }

    private static boolean exists(String evidence) {
        int hash = evidence.indexOf('#');
        if (hash < 0) {
            return ConformancePageTest.class.getResource("/" + evidence) != null;
        }
        String type = "dev.stompbridge." + evidence.substring(0, hash);
        String method = evidence.substring(hash + 1);
        try {
            return Arrays.stream(Class.forName(type, false, ConformancePageTest.class.getClassLoader())
                            .getDeclaredMethods())
                    .filter(candidate -> candidate.getName().equals(method))
                    .anyMatch(candidate -> AnnotationSupport.isAnnotated(candidate, Testable.class));
        } catch (ClassNotFoundException notOfThisModule) {
            Path file = Path.of(type.replace('.', '/') + ".java");
            return OTHER_TESTS.stream()
                    .map(folder -> folder.resolve(file))
                    .filter(Files::exists)
                    .anyMatch(source -> text(source).contains("void " + method + "("));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of the page, each with its clause: the heading of the specification and its own. */
    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        String document = "";
        String clause = "";
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("## ")) {
                document = line.substring(3);
            } else if (line.startsWith("### ")) {
                clause = document + " | " + line.substring(4);
            } else if (line.startsWith("| ") && !line.startsWith("| word |")) {
                String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
                assertThat(cells).as(line).hasSize(3);
                rows.add(new Row(clause, cells[0], cells[1], cells[2]));
            }
        }
        return rows;
    }

    private static List<Clause> clauses() throws IOException {
        try (InputStream file = ConformancePageTest.class.getResourceAsStream(CLAUSES)) {
            assertThat(file).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(ConformancePageTest::clause)
                    .toList();
        }
    }

    private static Clause clause(String line) {
        int words = line.lastIndexOf(" | ");
        return new Clause(line.substring(0, words), count(COUNTS, line.substring(words + 3)));
    }

    private static Map<String, Integer> count(Pattern form, String words) {
        Map<String, Integer> counts = new TreeMap<>();
        if (!words.equals(NO_WORD)) {
            for (String word : words.split(", ", -1)) {
                Matcher matcher = form.matcher(word);
                assertThat(matcher.matches()).as(words).isTrue();
                MatchResult result = matcher.toMatchResult();
                int times = result.group(2) == null ? 1 : Integer.parseInt(result.group(2));
                counts.merge(result.group(1), times, Integer::sum);
            }
        }
        return counts;
    }
}
