package dev.stompbridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Configuration files, whatever is in them. */
class ConfigFuzz {
    static Stream<byte[]> files() throws IOException {
        return Stream.concat(
                Stream.of(
                        Files.readAllBytes(Path.of("src/test/resources/config/every-key-changed.yaml")),
                        Files.readAllBytes(Path.of("src/test/resources/test-bridge.yaml")),
                        Files.readAllBytes(Path.of("src/main/dist/conf/stompbridge.yaml"))),
                Stream.of(
                                "web: {port: 8080}",
                                "stomp:\n  max-body: 64KiB\n",
                                "\"\\x9b\\e[2J\": 1",
                                "a: *b",
                                "a: &b !c d",
                                "log: {format: \"\\u2028\"}",
                                "routes: [{name: a, source: b, target: c, invalid: d, schema: '{}'}]")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("files")
    @FuzzTest
    void aFileIsRefusedReadablyOrKeepsAllBounds(byte[] yaml) throws Exception {
        BridgeConfig config;
        try {
            config = ConfigLoader.load("fuzz.yaml", new ByteArrayInputStream(yaml), Map.of(), List.of());
        } catch (ConfigException refused) {
            assertThat(refused.errors()).isNotEmpty();
            for (ConfigError error : refused.errors()) {
                assertThat(error.toString().chars()).noneMatch(ConfigFuzz::isObeyedByTerminals);
            }
            return;
        }
        keepsBounds(Shape.root(), config);
        keepsBoundsBetweenKeys(config);
    }

    private static boolean isObeyedByTerminals(int c) {
        return Character.isISOControl(c);
    }

    /** Each value, written as a user would, is one that its key takes. */
    private static void keepsBounds(Shape.Group group, Object section) throws Exception {
        for (RecordComponent component : section.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(section);
            Shape shape = group.keys().get(Shape.kebab(component.getName()));
            if (shape instanceof Shape.Group inner) {
                keepsBounds(inner, value);
            } else if (shape instanceof Shape.Groups inner) {
                assertThat((List<?>) value).hasSizeLessThanOrEqualTo(inner.most());
                for (Object item : (List<?>) value) {
                    keepsBounds(inner.item(), item);
                }
            } else if (shape instanceof Shape.Value key && !key.list() && isMeasured(key.type())) {
                assertThat(Values.read(key, written(value))).isEqualTo(value);
            }
        }
    }

    private static boolean isMeasured(Class<?> type) {
        return type == int.class || type == Duration.class || type == ByteSize.class;
    }

    private static String written(Object value) {
        return value instanceof Duration duration ? duration.toMillis() + "ms" : value.toString();
    }

    private static void keepsBoundsBetweenKeys(BridgeConfig config) {
        StompConfig stomp = config.stomp();
        assertThat(stomp.maxHeaderLine().bytes())
                .isLessThanOrEqualTo(stomp.maxHeaderBytes().bytes());
        assertThat(stomp.maxBody().bytes() + stomp.maxHeaderBytes().bytes())
                .isLessThanOrEqualTo(config.broker().maxFrame().bytes());
        assertThat(stomp.maxBody().bytes())
                .isLessThanOrEqualTo(config.outbox().maxBytes().bytes());
        assertThat(config.outbox().maxBytes().bytes())
                .isLessThanOrEqualTo(config.outbox().totalBytes().bytes());
        assertThat(config.routes()).extracting(RouteConfig::name).doesNotHaveDuplicates();
        assertThat(config.broker().users()).extracting(UserConfig::name).doesNotHaveDuplicates();
    }
}
