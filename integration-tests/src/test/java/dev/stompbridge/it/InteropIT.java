package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.it.interop.Report;
import dev.stompbridge.it.interop.Server;
import dev.stompbridge.it.interop.Verdict;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The same bytes to ActiveMQ's own {@code ws://} and to the bridge; holds docs/interop.md to what came back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InteropIT {
    private static final Path PAGE = Path.of("..", "docs", "interop.md");
    private static final String BEGIN = "<!-- tables: written by InteropIT -->\n";
    private static final int PROMISED_SCENARIOS = 60;

    /** Where the bridge differs on purpose; docs/intended.md says why. */
    private static final Map<String, Verdict> INTENDED = Map.of(
            "selector that compares a STOMP header with a number",
            new Verdict(Verdict.Outcome.DEVIATES, "gives 'the end', not 'large'"));

    private final Report report;

    InteropIT(@TempDir Path peerFiles, @TempDir Path bridgeFiles) throws URISyntaxException {
        Path yaml = Path.of(Objects.requireNonNull(InteropIT.class.getResource("/interop.yaml"), "interop.yaml")
                .toURI());
        try (PeerProcess peer = PeerProcess.start(peerFiles);
                BridgeProcess bridge = BridgeProcess.start(bridgeFiles, Ports.free(), "-c", yaml.toString())) {
            report = Report.of(
                    new Server(peer.stomp(), "/queue/ActiveMQ.DLQ"),
                    new Server(bridge.web("ws", "/stomp"), "/queue/DLQ.%s"));
        }
    }

    @BeforeAll
    void writeProposal() throws IOException {
        String page = Files.exists(PAGE) ? Files.readString(PAGE) : BEGIN;
        Files.writeString(proposal(), page.substring(0, page.indexOf(BEGIN)) + BEGIN + report.markdown());
    }

    private static Path proposal() {
        return Path.of("target", "interop.md");
    }

    @Test
    void bridgeConformsButForWhatIsIntended() {
        assertThat(report.rows()).hasSizeGreaterThanOrEqualTo(PROMISED_SCENARIOS);
        assertThat(report.rows().stream()
                        .filter(row -> row.bridge().outcome() != Verdict.Outcome.CONFORMS)
                        .collect(Collectors.toMap(row -> row.scenario().name(), Report.Row::bridge)))
                .isEqualTo(INTENDED);
    }

    @Test
    void scenariosHaveNamesOfTheirOwn() {
        assertThat(report.rows()).extracting(row -> row.scenario().name()).doesNotHaveDuplicates();
    }

    @Test
    void pageSaysWhatTheRunPrinted() throws IOException {
        assertThat(PAGE)
                .as("the right text is in integration-tests/%s", proposal())
                .hasSameTextualContentAs(proposal());
    }
}
