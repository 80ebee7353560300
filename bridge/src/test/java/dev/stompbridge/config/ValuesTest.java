package dev.stompbridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The notation of values, each read as some key has it. */
class ValuesTest {
    private static String error(String yaml) {
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> ConfigLoader.parse(yaml));
        assertThat(refused.errors()).hasSize(1);
        return refused.errors().get(0).toString();
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "10s, 10000", "2m, 120000", "1h, 3600000"})
    void durationsHaveAUnit(String text, long millis) throws ConfigException {
        BridgeConfig config = ConfigLoader.parse("web: {idle-timeout: " + text + "}");
        assertThat(config.web().idleTimeout()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10",
                "0",
                "1.5s",
                "-1s",
                "10 s",
                "10S",
                "1d",
                "s",
                "''",
                "1h30m",
                "999999999999999h",
                "2h",
                "1ms",
                "1000000000000000000s"
            })
    void otherDurationsAreRefused(String text) {
        assertThat(error("web:\n  idle-timeout: " + text)).startsWith("yaml:2: web.idle-timeout: '");
    }

    @ParameterizedTest
    @CsvSource({"65536B, 65536", "64KiB, 65536", "1MiB, 1048576"})
    void sizesHaveABinaryUnit(String text, int bytes) throws ConfigException {
        BridgeConfig config = ConfigLoader.parse("websocket: {max-message: " + text + "}");
        assertThat(config.websocket().maxMessage().toInt()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "65536",
                "64kB",
                "64KB",
                "1MB",
                "1mib",
                "1.5MiB",
                "-1MiB",
                "KiB",
                "99999999999999TiB",
                "1B",
                "65MiB"
            })
    void otherSizesAreRefused(String text) {
        assertThat(error("websocket:\n  max-message: " + text)).startsWith("yaml:2: websocket.max-message: '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "8080.0", "0x1F90", "8_080", "99999999999999999999", "one", "''", "8080s"})
    void numbersAreWholeAndWithinTheirBounds(String text) {
        assertThat(error("web:\n  port: " + text)).startsWith("yaml:2: web.port: '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "on", "True", "1", "''"})
    void onlyTrueAndFalseAreBooleans(String text) {
        assertThat(error("web: {endpoints: {echo: " + text + "}}"))
                .startsWith("yaml:1: web.endpoints.echo: '" + text.replace("'", "") + "' must be true or false");
    }
}
