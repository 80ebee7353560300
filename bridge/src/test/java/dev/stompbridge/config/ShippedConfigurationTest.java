package dev.stompbridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The conf/stompbridge.yaml of the distribution. */
class ShippedConfigurationTest {
    private static final Path FILE = Path.of("src/main/dist/conf/stompbridge.yaml");

    @Test
    void allItSaysIsTheDefault() throws ConfigException {
        assertThat(ConfigLoader.load(FILE, Map.of(), List.of())).isEqualTo(BridgeConfig.defaults());
    }

    @Test
    void bareInstallLetsNobodyInFromOutsideAndGrantsNothing() throws ConfigException {
        BridgeConfig config = ConfigLoader.load(FILE, Map.of(), List.of());
        assertThat(List.of(
                        config.web().address(),
                        config.management().address(),
                        config.broker().openwire().address(),
                        config.broker().stomp().address()))
                .containsOnly("127.0.0.1");
        assertThat(config.broker().users()).isEmpty();
        assertThat(config.broker().anonymousGroups()).isEmpty();
        assertThat(config.broker().authorization()).isEmpty();
    }

    /** An example is a comment whose # is followed by no space, or by the deeper indentation of the line above. */
    @Test
    void examplesInCommentsAreRight() throws IOException, ConfigException {
        String uncommented = Files.readAllLines(FILE).stream()
                .filter(line -> !line.matches("\\s*[a-z-]+: \\[]"))
                .map(line -> line.replaceFirst("^(\\s*)#(?=\\S|  )", "$1"))
                .collect(Collectors.joining("\n"));
        BridgeConfig config = ConfigLoader.parse(uncommented);
        assertThat(config.broker().users()).hasSize(1);
        assertThat(config.broker().anonymousGroups()).containsExactly("visitors");
        assertThat(config.broker().authorization()).hasSize(2);
        assertThat(config.outbox().policies()).hasSize(1);
        assertThat(config.routes()).hasSize(1);
        assertThat(config.tokens().issuers()).hasSize(1);
        assertThat(config.contracts()).hasSize(1);
    }

    @Test
    void examplesOfTheReadmeAreRight() throws IOException, ConfigException {
        String[] blocks = Files.readString(Path.of("..", "README.md")).split("```yaml\n");
        assertThat(blocks).hasSizeGreaterThan(2);
        for (String block : Arrays.asList(blocks).subList(1, blocks.length)) {
            assertThat(ConfigLoader.parse(block.substring(0, block.indexOf("```"))))
                    .isNotEqualTo(BridgeConfig.defaults());
        }
    }
}
