package dev.stompbridge.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** Holds docs/security.md to the tests that it names. */
class SecurityPageTest {
    private static final Path PAGE = Path.of("..", "docs", "security.md");
    private static final List<Path> OTHER_TESTS = List.of(
            Path.of("..", "broker-config", "src", "test", "java"),
            Path.of("..", "integration-tests", "src", "test", "java"),
            Path.of("..", "web-demo", "src", "test", "java"));

    private static final Pattern EVIDENCE =
            Pattern.compile("`((?:wire|corpus)/[A-Za-z0-9./-]+|(?:[a-z]+\\.)?[A-Z][A-Za-z0-9]+#[A-Za-z0-9_]+)`");
    private static final Pattern CVE = Pattern.compile("CVE-(20[12][0-9])-([0-9]{4,6})");

    private record Row(String attack, String answer, String evidence) {}

    @Test
    void everyRowSaysWhatHappensAndWhatShowsIt() throws IOException {
        assertThat(rows())
                .hasSizeGreaterThan(60)
                .allMatch(row -> !row.attack().isBlank() && !row.answer().isBlank())
                .allMatch(row -> EVIDENCE.matcher(row.evidence()).find(), "is shown");
    }

    @Test
    void everythingThatShowsSomethingExists() throws IOException {
        List<String> named = rows().stream()
                .flatMap(row -> EVIDENCE.matcher(row.evidence()).results().map(result -> result.group(1)))
                .distinct()
                .toList();

        assertThat(named).hasSizeGreaterThan(100).allMatch(SecurityPageTest::exists, "exists");
    }

    /** A misspelt piece of evidence would otherwise be taken for text. */
    @Test
    void nothingElseStandsAmongTheEvidence() throws IOException {
        assertThat(rows())
                .extracting(
                        row -> EVIDENCE.matcher(row.evidence()).replaceAll("").strip())
                .containsOnly("");
    }

    @Test
    void eachAttackStandsOnce() throws IOException {
        assertThat(rows()).extracting(Row::attack).doesNotHaveDuplicates();
        assertThat(rows())
                .flatExtracting(row -> CVE.matcher(row.attack())
                        .results()
                        .map(result -> result.group())
                        .toList())
                .hasSizeGreaterThan(30)
                .doesNotHaveDuplicates();
    }

    private static boolean exists(String evidence) {
        int hash = evidence.indexOf('#');
        if (hash < 0) {
            return SecurityPageTest.class.getResource("/" + evidence) != null;
        }
        String type = "dev.stompbridge." + evidence.substring(0, hash);
        String member = evidence.substring(hash + 1);
        try {
            return isTest(Class.forName(type, false, SecurityPageTest.class.getClassLoader()), member);
        } catch (ClassNotFoundException notOfThisModule) {
            Path file = Path.of(type.replace('.', '/') + ".java");
            Pattern test = Pattern.compile(
                    "@(?:Test|ParameterizedTest)\\b(?:(?!\\n    }\\n)[\\s\\S])*?\\n    void " + member + "\\(");
            return OTHER_TESTS.stream()
                    .map(folder -> folder.resolve(file))
                    .filter(Files::exists)
                    .anyMatch(source -> test.matcher(text(source)).find());
        }
    }

    /** Rules of the architecture are fields. */
    private static boolean isTest(Class<?> type, String member) {
        return Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.getName().equals(member))
                        .anyMatch(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                || Arrays.stream(type.getDeclaredFields())
                        .filter(field -> field.getName().equals(member))
                        .anyMatch(field -> AnnotationSupport.isAnnotated(field, Testable.class));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| ") && !line.startsWith("| attack |")) {
                String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
                assertThat(cells).as(line).hasSize(3);
                rows.add(new Row(cells[0], cells[1], cells[2]));
            }
        }
        return rows;
    }
}
