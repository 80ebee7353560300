package dev.stompbridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private static List<String> problems(String yaml) {
        Problems problems = new Problems();
        YamlReader.read("y", yaml, problems);
        return problems.sorted().stream().map(ConfigError::toString).toList();
    }

    @Test
    void keysAndItemsCarryTheirOwnLine() {
        Node.Mapping root = (Node.Mapping)
                YamlReader.read("y", "a:\n  b: |\n    text\n  c:\n    - 1\n    -\n      2\n", new Problems());
        Node.Mapping a = (Node.Mapping) Objects.requireNonNull(root.entries().get("a"));
        assertThat(a.entries().get("b")).isEqualTo(new Node.Scalar(Source.file("y", 2), "text\n"));
        assertThat(a.entries().get("c"))
                .isEqualTo(new Node.Sequence(
                        Source.file("y", 4),
                        List.of(new Node.Scalar(Source.file("y", 5), "1"), new Node.Scalar(Source.file("y", 7), "2"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: &x 1                 | y:1: a: anchors are not read; remove &x",
                "a: &x {b: 1}            | y:1: a: anchors are not read; remove &x",
                "a: !!int 1              | y:1: a: tags are not read; remove 'tag:yaml.org,2002:int'",
                "a: !env X               | y:1: a: tags are not read; remove '!env'",
                "a: ! 1                  | y:1: a: tags are not read; remove '!'",
                "{a: 1, b: 2, a: 3}      | y:1: a: is set already in line 1",
                "{b: {a: 1, 'a': 3}}     | y:1: b.a: is set already in line 1",
                "{? [a] : b}             | y:1: a key must be plain text",
                "{a: 1, ? {b: c} : d}    | y:1: a key must be plain text",
            })
    void whatMakesAFileLargerOrAmbiguousIsRefused(String yaml, String problem) {
        assertThat(problems(yaml)).containsExactly(problem);
    }

    @Test
    void aliasesAreRefusedEvenWhenTheyAreRecursive() {
        assertThat(problems("a: &x [*x]"))
                .containsExactly(
                        "y:1: a: anchors are not read; remove &x",
                        "y:1: a[0]: aliases are not read; write out what *x stands for");
    }

    @Test
    void mergeKeyIsAKeyLikeAnyOther() {
        Node.Mapping root = (Node.Mapping) YamlReader.read("y", "<<: {a: 1}", new Problems());
        assertThat(root.entries()).containsOnlyKeys("<<");
    }

    @Test
    void secondDocumentIsRefused() {
        assertThat(problems("a: 1\n---\nb: 1"))
                .containsExactly("y:2: a second document is not read; remove the line '---'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: [1'             | y:1: is not YAML: ",
                "'a: 1\n b: 2'       | y:2: is not YAML: ",
                "'a:\n\t- 1'          | y:2: is not YAML: ",
                "'a: \"x'            | y:1: is not YAML: ",
                "'\n\na: \u0007'     | y:3: is not YAML: the character U+0007 is not allowed",
                "'a: @b'             | y:1: is not YAML: ",
                "'%YAML 9.0\n---'    | y: is not YAML: Version",
            })
    void whatIsNotYamlIsNamedByItsLine(String yaml, String problem) {
        assertThat(problems(yaml)).hasSize(1).first().asString().startsWith(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void nestingHasABound(String deeper) {
        assertThat(problems(deeper.repeat(200_000)))
                .hasSize(1)
                .first()
                .asString()
                .contains("more than 8 levels");
    }

    @Test
    @Timeout(20)
    void largestTextIsReadInLinearTime() {
        long begin = System.nanoTime();
        problems("a: [" + "x,".repeat(500_000) + "]");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    }
}
