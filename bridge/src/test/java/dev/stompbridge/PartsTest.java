package dev.stompbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.ConfigException;
import dev.stompbridge.config.ConfigLoader;
import dev.stompbridge.fanout.ConflationKey;
import dev.stompbridge.fanout.DeliveryPolicies;
import dev.stompbridge.fanout.DeliveryPolicy;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PartsTest {
    private static BridgeConfig config(String yaml) throws ConfigException {
        return ConfigLoader.load("yaml", new ByteArrayInputStream(yaml.getBytes(UTF_8)), Map.of(), List.of());
    }

    @Test
    void policiesAreAsConfigured() throws ConfigException {
        DeliveryPolicies policies = Parts.policies(config("""
                outbox:
                  policies:
                    - destination: topic://stock.>
                      policy: conflate
                      key: json:quote.symbol
                      max-bytes: 64KiB
                      max-age: 2s
                      snapshot: true
                    - destination: topic://news
                      policy: drop-oldest
                      key: header:id
                    - destination: topic://orders
                """));

        assertThat(policies.of("/topic/stock.*"))
                .isEqualTo(new DeliveryPolicy(
                        DeliveryPolicy.Kind.CONFLATE,
                        ConflationKey.parse("json:quote.symbol"),
                        64 * 1024,
                        Duration.ofSeconds(2),
                        true));
        assertThat(policies.of("/topic/news"))
                .isEqualTo(new DeliveryPolicy(
                        DeliveryPolicy.Kind.DROP_OLDEST,
                        ConflationKey.parse("header:id"),
                        256 * 1024,
                        Duration.ZERO,
                        false));
        assertThat(policies.snapshots()).containsExactly("/topic/stock.>");
    }

    @Test
    void anEntryAtItsDefaultsIsThePolicyWithoutAnEntry() throws ConfigException {
        DeliveryPolicies policies = Parts.policies(config("outbox: {policies: [{destination: topic://orders}]}"));

        assertThat(policies.of("/topic/orders"))
                .isNotSameAs(DeliveryPolicy.DEFAULT)
                .isEqualTo(DeliveryPolicy.DEFAULT);
    }

    @Test
    void withoutAnEntryNothingIsLeftOut() {
        assertThat(Parts.policies(BridgeConfig.defaults()).of("/topic/a")).isSameAs(DeliveryPolicy.DEFAULT);
    }
}
