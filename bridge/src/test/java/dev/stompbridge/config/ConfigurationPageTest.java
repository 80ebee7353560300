package dev.stompbridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md to the descriptions beside the keys. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String BEGIN = "<!-- keys: written by ConfigurationPageTest -->\n";

    @Test
    void pageSaysWhatTheCodeSays() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String expected = page.substring(0, begin) + keys();
        Path proposal = Files.writeString(Path.of("target", "configuration.md"), expected);
        assertThat(page)
                .as("docs/configuration.md; the right text is in bridge/%s", proposal)
                .contains(BEGIN)
                .isEqualTo(expected);
    }

    private static String keys() {
        StringBuilder page = new StringBuilder();
        section("", Shape.root(), page);
        return page.toString();
    }

    private static void section(String path, Shape.Group group, StringBuilder page) {
        boolean hasValues = group.keys().values().stream().anyMatch(shape -> !(shape instanceof Shape.Group));
        if (!path.isEmpty()) {
            page.append("\n## %s\n\n%s\n".formatted(path, group.why()));
        }
        if (hasValues && !path.isEmpty()) {
            page.append("\n| key | default | bounds | what it is, and why so |\n|---|---|---|---|\n");
            group.keys().forEach((name, shape) -> row(path + "." + name, shape, page));
        }
        group.keys().forEach((name, shape) -> {
            String full = path.isEmpty() ? name : path + "." + name;
            if (shape instanceof Shape.Group inner) {
                section(full, inner, page);
            } else if (shape instanceof Shape.Groups groups) {
                section(full + "[]", groups.item(), page);
            }
        });
    }

    private static void row(String path, Shape shape, StringBuilder page) {
        if (shape instanceof Shape.Value key) {
            page.append("| `%s` | %s | %s | %s |\n".formatted(path, initial(key), bounds(key), key.why()));
        } else if (shape instanceof Shape.Groups groups) {
            page.append("| `%s` | none | at most %d | %s |\n".formatted(path, groups.most(), groups.why()));
        }
    }

    private static String initial(Shape.Value key) {
        if (key.required()) {
            return "required";
        }
        return key.initial().isEmpty() ? "none" : "`" + key.initial() + "`";
    }

    private static String bounds(Shape.Value key) {
        Setting setting = key.setting();
        if (List.of(int.class, Duration.class, ByteSize.class).contains(key.type())) {
            return setting.min() + " to " + setting.max();
        }
        if (key.type() == boolean.class) {
            return "true, false";
        }
        if (key.type().isEnum()) {
            return String.join(", ", Shape.names(key.type()));
        }
        String text = setting.oneOf().length > 0
                ? String.join(", ", setting.oneOf())
                : escaped(setting.form().rule());
        if (key.list()) {
            return "at most " + setting.max() + ", each " + text;
        }
        return setting.max().isEmpty() ? text : text + ", at most " + setting.max() + " characters";
    }

    private static String escaped(String rule) {
        return rule.replace("*", "\\*").replace("_", "\\_").replace("$", "\\$").replace("<", "&lt;");
    }

    @Test
    void everyKeyHasAReasonAndADefaultWithinItsBounds() {
        Shape.visit(
                Shape.root(),
                "",
                (path, shape) -> assertThat(shape.why()).as(path).matches("[A-Z].*\\."));
        assertThat(BridgeConfig.defaults()).isNotNull();
    }

    @Test
    void everyKeyNamedOnThePageExists() throws IOException, ConfigException {
        String head = Files.readString(PAGE).split(BEGIN, 2)[0];
        String example =
                head.substring(head.indexOf("```yaml\n") + 8, head.indexOf("```\n", head.indexOf("```yaml\n")));
        assertThat(ConfigLoader.parse(example)).isNotEqualTo(BridgeConfig.defaults());
        Map<String, String> documented =
                Map.of("STOMPBRIDGE_WEB_PORT", "9000", "STOMPBRIDGE_WEB_ENDPOINTS_ECHO_RAW", "true");
        assertThat(head).contains(documented.keySet());
        assertThat(ConfigLoader.load(null, documented, List.of()).web().port()).isEqualTo(9000);
    }
}
