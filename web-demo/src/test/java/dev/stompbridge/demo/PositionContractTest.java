package dev.stompbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.ContractConfig;
import dev.stompbridge.contract.BodySchema;
import dev.stompbridge.contract.ContractViolation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the demo for positions of the tracker; the bridge's own tests say that a contract is kept. */
class PositionContractTest {

    private static final String OWNER = "\"id\":\"" + "0a".repeat(16) + "\",\"key\":\"" + "B".repeat(87)
            + "\",\"signature\":\"" + "-_".repeat(43) + "\"";
    private static final String TIME = "\"time\":\"2026-11-22T14:30:00.250Z\"";

    private static final String POSITIONS = "topic://demo.positions.>";

    private BridgeConfig config;

    @BeforeEach
    void load() throws Exception {
        config = Demo.configuration(Map.of(), List.of());
    }

    @Test
    void positionsHaveAContractAndASnapshot() {
        assertThat(config.contracts()).extracting(ContractConfig::destination).contains(POSITIONS);
        assertThat(config.outbox().policies())
                .anyMatch(policy -> policy.destination().equals(POSITIONS) && policy.snapshot());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "90, 180, 20000000", "-90, -180, 0", "48.208174, 16.373819, 15"})
    void positionsWithinTheGlobePass(String lat, String lon, String accuracy) throws ContractViolation {
        check("{" + OWNER + "," + place(lat, lon, accuracy) + "," + TIME + "}");
    }

    @Test
    void farewellPasses() throws ContractViolation {
        check("{" + OWNER + ",\"gone\":true}");
    }

    @ParameterizedTest
    @CsvSource({"90.1, 0, 1", "0, 180.1, 1", "0, 0, -1", "0, 0, 20000001", "null, 0, 1", "[1], 0, 1", "true, 0, 1"})
    void placesThatAreNoneFail(String lat, String lon, String accuracy) {
        assertRefused("{" + OWNER + "," + place(lat, lon, accuracy) + "," + TIME + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"gone\":false",
                "\"gone\":1",
                "\"gone\":true,\"lat\":1",
                "\"lat\":1,\"lon\":1,\"accuracy\":1",
                "\"lat\":1,\"lon\":1,\"accuracy\":1,\"time\":\"now\"",
                "\"lat\":1,\"lon\":1,\"accuracy\":1,\"time\":\"2026-11-22T14:30:00Z\"",
                "\"name\":\"Mallory\""
            })
    void otherFieldsFail(String fields) {
        assertRefused("{" + OWNER + "," + fields + "}");
    }

    private void assertRefused(String body) {
        assertThatExceptionOfType(ContractViolation.class).isThrownBy(() -> check(body));
    }

    private void check(String body) throws ContractViolation {
        ContractConfig contract = config.contracts().stream()
                .filter(each -> each.destination().equals(POSITIONS))
                .findAny()
                .orElseThrow();
        BodySchema.parse(contract.schema()).check(body);
    }

    private static String place(String lat, String lon, String accuracy) {
        return "\"lat\":" + lat + ",\"lon\":" + lon + ",\"accuracy\":" + accuracy;
    }
}
