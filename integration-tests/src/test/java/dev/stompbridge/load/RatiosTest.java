package dev.stompbridge.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.load.server.ServerKind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RatiosTest {
    private final Results results = new Results();

    @Test
    void firstServerIsDividedByTheOthers() {
        add(Figure.more("deliveries/s", "at least 40x"), 800, 20);
        add(Figure.less("p99, ms", ""), 5, 50);

        assertThat(markdown(ServerKind.BRIDGE, ServerKind.ACTIVEMQ))
                .contains("| deliveries/s | more | at least 40x | 40x | – |\n")
                .contains("| p99, ms | less |  | 0.10x | – |\n");
    }

    @Test
    void bestPeerIsNotActiveMq() {
        Figure rate = Figure.more("deliveries/s", "");
        results.of(ServerKind.BRIDGE).add(rate, List.of(800.0));
        results.of(ServerKind.ACTIVEMQ).add(rate, List.of(100.0));
        results.of(ServerKind.ARTEMIS).add(rate, List.of(40.0));
        results.of(ServerKind.SPRING_SIMPLE).add(rate, List.of(50.0));

        assertThat(markdown(ServerKind.BRIDGE, ServerKind.ACTIVEMQ, ServerKind.ARTEMIS, ServerKind.SPRING_SIMPLE))
                .contains("| deliveries/s | more |  | 8.00x | 20x | 16x | 16x |\n");
    }

    @Test
    void whatOneServerAloneHasIsLeftOut() {
        results.of(ServerKind.BRIDGE).add(Figure.more("identities", ""), List.of(1.0));
        add(Figure.alone("a ratio already", ""), 1, 1);

        assertThat(markdown(ServerKind.BRIDGE, ServerKind.ACTIVEMQ))
                .doesNotContain("identities")
                .doesNotContain("a ratio already");
    }

    private void add(Figure figure, double bridge, double peer) {
        results.of(ServerKind.BRIDGE).add(figure, List.of(bridge));
        results.of(ServerKind.ACTIVEMQ).add(figure, List.of(peer));
    }

    private String markdown(ServerKind... servers) {
        return new Ratios(results, List.of(servers)).markdown();
    }
}
