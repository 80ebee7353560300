package dev.stompbridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigRulesTest {
    private static final String HASH =
            "pbkdf2-sha256$600000$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";
    private static final String SAMPLE =
            "broker: {users: [{name: backend, sample: true, password-hash: " + HASH + "}]%s}\n";

    /** Without what they need beyond loopback, which {@link SecurityRulesTest} is about. */
    private static final String BOUNDS = """

            limits:
              connections-per-address: 1
              sessions-per-user: 1
              connections-without-login: 1
              failed-logins: 1
              waiting-logins: 1
              session: {frames: 1, bytes: 1MiB, sends: 1}
              user: {frames: 1, bytes: 1MiB, sends: 1}
            """;

    private static List<String> errors(String yaml) {
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> ConfigLoader.parse(yaml + BOUNDS));
        return refused == null
                ? List.of()
                : refused.errors().stream().map(ConfigError::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "management: {port: 8080}                       | management.port: '8080' is also the port of web",
                "web: {port: 8081}                              | management.port: '8081' is also the port of web",
                "broker: {stomp: {port: 61616}}                 | broker.stomp.port: '61616' is also the port of broker.openwire",
                "broker: {openwire: {port: 8080}}               | broker.openwire.port: '8080' is also the port of web",
                "web: {address: 0.0.0.0, port: 61613}           | broker.stomp.port: '61613' is also the port of web",
            })
    void enabledListenersHavePortsOfTheirOwn(String yaml, String problem) {
        assertThat(errors(yaml)).containsExactly("yaml:1: " + problem + "; give each listener its own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web: {port: 0}\nmanagement: {port: 0}",
                "web: {address: 10.0.0.1, port: 8081}",
                "broker: {stomp: {enabled: false, port: 61616}}",
            })
    void portsThatDoNotMeetMayBeEqual(String yaml) {
        assertThat(errors(yaml)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                       | web: {address: 0.0.0.0}       | web.address is '0.0.0.0'",
                "''                                       | web: {address: www.example}   | web.address is 'www.example'",
                "', openwire: {address: 10.0.0.1}'        | ''                            | broker.openwire.address is '10.0.0.1'",
                "', stomp: {address: \"::\"}'             | ''                            | broker.stomp.address is '::'",
            })
    void samplePasswordsAreRefusedOutsideLoopback(String broker, String rest, String problem) {
        assertThat(errors(SAMPLE.formatted(broker) + rest))
                .containsExactly("yaml:1: broker.users[0].sample: user 'backend' has a sample password, but " + problem
                        + "; set that to 127.0.0.1, or give the user a password of his own (stompbridge hash-password)"
                        + " and remove 'sample: true'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                 | ''",
                "', stomp: {enabled: false, address: 10.0.0.1}'     | web: {address: localhost}",
                "', openwire: {address: \"::1\"}'                   | web: {address: 127.1.2.3}",
                "''                                                 | management: {address: 0.0.0.0}",
            })
    void samplePasswordsMayBeUsedOnLoopback(String broker, String rest) {
        assertThat(errors(SAMPLE.formatted(broker) + rest)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stomp: {max-header-line: 32KiB}     | stomp.max-header-line: '32KiB' is more than stomp.max-header-bytes (16KiB)",
                "stomp: {max-body: 3MiB}             | stomp.max-body: '3MiB' is more than outbox.max-bytes (2MiB)",
                "outbox: {max-bytes: 64KiB}          | stomp.max-body: '1MiB' is more than outbox.max-bytes (64KiB)",
                "outbox: {total-bytes: 1MiB}         | outbox.max-bytes: '2MiB' is more than outbox.total-bytes (1MiB)",
                "outbox: {max-age: 999ms}            | outbox.max-age: is shorter than 1s; raise it, or write 0s for no bound",
                "broker: {max-frame: 1MiB}           | stomp.max-body: '1MiB' and stomp.max-header-bytes (16KiB) do not fit into broker.max-frame (1MiB)",
                "broker: {delayed-limit: 1MiB}       | broker.delayed-limit: '1MiB' is less than 4MiB; write 0B for off",
                "stomp: {heart-beat-send: 500ms}     | stomp.heart-beat-send: is shorter than stomp.heart-beat-floor; raise it, or write 0s for never",
                "stomp: {heart-beat-floor: 11s}      | stomp.heart-beat-send: is shorter than stomp.heart-beat-floor; raise it, or write 0s for never",
            })
    void limitsFitTogether(String yaml, String problem) {
        assertThat(errors(yaml)).first().isEqualTo("yaml:1: " + problem);
    }

    @Test
    void heartBeatsMayBeOff() {
        assertThat(errors("stomp: {heart-beat-send: 0s, heart-beat-receive: 0s}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "destination: topic://a                                         | ''",
                "destination: topic://a, policy: conflate, max-age: 1ms         | ''",
                "destination: topic://a, policy: drop-oldest, max-bytes: 2MiB   | ''",
                "destination: topic://a, max-age: 0s                            | ''",
                "destination: topic://a, max-age: 1s                            | 'max-age: is for drop-oldest and conflate; that of disconnect is outbox.max-age'",
                "destination: topic://a, max-bytes: 3MiB                        | 'max-bytes: ''3MiB'' is more than outbox.max-bytes (2MiB)'",
                "destination: topic://a, policy: drop_oldest                    | 'policy: ''drop_oldest'' must be disconnect, drop-oldest or conflate; did you mean drop-oldest?'",
                "destination: topic://a, key: symbol                            | 'key: ''symbol'' must be destination, header:NAME, or json:PATH'",
                "destination: queue://a                                         | 'destination: ''queue://a'' must be topic://NAME'",
                "policy: conflate                                               | 'destination: is missing'",
            })
    void policiesAreChecked(String policy, String problem) {
        String yaml = "outbox: {policies: [{" + policy + "}]}";
        if (problem.isEmpty()) {
            assertThat(errors(yaml)).isEmpty();
        } else {
            assertThat(errors(yaml)).hasSize(1).first().asString().startsWith("yaml:1: outbox.policies[0]." + problem);
        }
    }

    @Test
    void namesStandOnce() {
        String user = "    - {name: a, password-hash: " + HASH + "}\n";
        String route = "  - {name: r, source: queue://q%d, target: topic://t, schema: true, invalid: queue://bad}\n";
        assertThat(errors("broker:\n  users:\n" + user + user
                        + "  authorization:\n    - destination: topic://a.>\n    - destination: topic://a.>\n"
                        + "routes:\n" + route.formatted(1) + route.formatted(2)
                        + "outbox: {policies: [{destination: topic://a}, {destination: topic://a}]}"))
                .containsExactly(
                        "yaml:4: broker.users[1].name: 'a' is also broker.users[0].name",
                        "yaml:7: broker.authorization[1].destination: 'topic://a.>' is also broker.authorization[0].destination",
                        "yaml:10: routes[1].name: 'r' is also routes[0].name",
                        "yaml:11: outbox.policies[1].destination: 'topic://a' is also outbox.policies[0].destination");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "queue://q | topic://t.{s} | true                    | queue://bad | ''",
                "queue://q | queue://q     | true                    | queue://bad | 'target: is the source itself, which would never end'",
                "queue://q | topic://t     | true                    | queue://q   | 'invalid: is the source itself, which would never end'",
                "queue://q | topic://t     | '{\"type\": \"object\"}'| queue://bad | ''",
                "queue://q | topic://t     | '[]'                    | queue://bad | 'schema: must be a JSON object, true or false'",
                "queue://q | topic://t     | '1'                     | queue://bad | 'schema: must be a JSON object, true or false'",
                "queue://q | topic://t     | '{} {}'                 | queue://bad | 'schema: holds more than one JSON value'",
                "queue://q | topic://t     | '{\"type\": object}'    | queue://bad | 'schema: is not JSON, line 1 of the text: Unrecognized token'",
                "queue://q | topic://t     | '{'                     | queue://bad | 'schema: is not JSON, line 1 of the text: Unexpected end-of-input'",
                "queue://* | topic://t     | true                    | queue://bad | 'source: ''queue://*'' must be queue://NAME'",
                "queue://q | topic://t.>   | true                    | queue://bad | 'target: ''topic://t.>'' must be topic://NAME or queue://NAME, in NAME'",
                "queue://q | topic://t.{}  | true                    | queue://bad | 'target: ''topic://t.{}'' must be topic'",
            })
    void routesAreChecked(String source, String target, String schema, String invalid, String problem) {
        String yaml = "routes: [{name: r, source: '%s', target: '%s', schema: '%s', invalid: '%s'}]"
                .formatted(source, target, schema, invalid);
        if (problem.isEmpty()) {
            assertThat(errors(yaml)).isEmpty();
        } else {
            assertThat(errors(yaml)).hasSize(1).first().asString().startsWith("yaml:1: routes[0]." + problem);
        }
    }

    @Test
    void nothingIsConcludedFromAKeyThatIsWrongByItself() {
        assertThat(errors("management: {port: x}\nweb: {port: 8081}")).hasSize(1);
        assertThat(errors("routes: [{name: r}, {name: r2}]")).hasSize(8).allMatch(e -> e.endsWith("is missing"));
        assertThat(errors("stomp: {max-body: huge}\noutbox: {max-bytes: 64KiB}"))
                .hasSize(1);
    }
}
