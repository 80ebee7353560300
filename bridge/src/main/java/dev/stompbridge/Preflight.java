package dev.stompbridge;

import dev.stompbridge.brokerconfig.AccessExplainer;
import dev.stompbridge.brokerconfig.AccessExplanation;
import dev.stompbridge.brokerconfig.AccessVerb;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.net.Tls;
import dev.stompbridge.net.TlsSettings;
import dev.stompbridge.ops.Metrics;
import java.io.IOException;

/** What can be said of a configuration without starting anything. */
public final class Preflight {
    private Preflight() {}

    /** Makes every part that can be made without starting it; the exception says in one sentence why a start would fail. */
    public static void check(BridgeConfig config) throws StartException {
        try {
            BrokerSetup.of(config);
            SecurityParts.gate(config);
            TlsSettings tls = SecurityParts.tls(config);
            if (tls != null) {
                Tls.start(tls, new Metrics()).close();
            }
            SecurityParts.contracts(config);
            Parts.policies(config);
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new StartException(e.getMessage() + ".", e);
        }
    }

    /** Which grant decides; those that the bridge has for its own routes and snapshots stand behind the configured ones. */
    public static AccessExplanation explain(BridgeConfig config, String user, AccessVerb verb, String destination) {
        int configured = config.broker().authorization().size();
        return new AccessExplainer(
                        BrokerSetup.security(config),
                        index -> index < configured
                                ? "broker.authorization[" + index + "]"
                                : "what the bridge grants its own routes and snapshots")
                .explain(user, verb, destination);
    }
}
