package dev.stompbridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sample passwords are in {@link ConfigRulesTest}. */
class SecurityRulesTest {
    private static final String SET = """

            limits:
              connections-per-address: 100
              sessions-per-user: 20
              connections-without-login: 1000
              failed-logins: 20
              waiting-logins: 10
              session: {frames: 200, bytes: 1MiB, sends: 100}
              user: {frames: 1000, bytes: 5MiB, sends: 500}
            """;

    private static List<String> errors(String yaml) {
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> ConfigLoader.parse(yaml));
        return refused == null
                ? List.of()
                : refused.errors().stream().map(ConfigError::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web: {address: 0.0.0.0}",
                "web: {address: '::'}",
                "web: {address: www.example}",
                "web: {proxies: {networks: [10.0.0.0/8]}}",
            })
    void everyBoundIsSetWhereStrangersCome(String yaml) {
        assertThat(errors(yaml))
                .hasSize(11)
                .allMatch(error -> error.matches("yaml:1: limits\\.[a-z.-]+: is 0, no bound, but web\\..*; set it, to "
                        + "[0-9]+(?:MiB)? for instance"));
        assertThat(errors(yaml + SET)).isEmpty();
    }

    @Test
    void errorNamesTheKeyTheListenerAndAValueThatWorks() {
        assertThat(errors("web: {address: 0.0.0.0}" + SET.replace("failed-logins: 20", "failed-logins: 0")))
                .containsExactly(
                        "yaml:6: limits.failed-logins: is 0, no bound, but web.address is '0.0.0.0'; set it, to 20 for instance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "web: {address: localhost}", "web: {address: '::1'}", "web: {address: 127.0.0.7}"})
    void noBoundIsNeededOnLoopback(String yaml) {
        assertThat(errors(yaml)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits: {session: {bytes: 64KiB}} | limits.session.bytes: '64KiB' is less than a tenth of websocket.max-message (2MiB), which could then never arrive",
                "limits: {user: {bytes: 1KiB}} | limits.user.bytes: '1KiB' is less than a tenth of websocket.max-message (2MiB), which could then never arrive",
                "web: {tls: {certificate: {chain: a.pem}}} | web.tls.certificate: needs chain and key, or a keystore instead of both",
                "web: {tls: {certificate: {chain: a.pem, key: b.pem, keystore: c.p12}}} | web.tls.certificate: needs chain and key, or a keystore instead of both",
                "web: {tls: {certificate: {keystore: a.p12}, more-certificates: [{key: b.pem}]}} | web.tls.more-certificates[0]: needs chain and key, or a keystore instead of both",
                "web: {tls: {more-certificates: [{keystore: b.p12}]}} | web.tls.more-certificates: needs web.tls.certificate, for clients that name no host",
                "web: {tls: {client-certificates: required}} | web.tls.client-certificates: needs web.tls.certificate, and in web.tls.trusted the authorities that sign those of clients",
                "web: {tls: {certificate: {keystore: a.p12}, client-certificates: wanted}} | web.tls.client-certificates: needs web.tls.certificate, and in web.tls.trusted the authorities that sign those of clients",
                "web: {tls: {client-users: [{subject: CN=a, user: a}]}} | web.tls.client-users: has no effect while web.tls.client-certificates is 'none'",
                "web: {tls: {certificate: {keystore: a.p12}, trusted: b.pem, client-certificates: wanted, client-users: [{subject: CN=a, user: a}]}} | web.tls.client-users[0].user: 'a' is none of broker.users",
                "web: {tls: {hsts: 1h}} | web.tls.hsts: is for https: add web.tls.certificate, or name the proxies that speak TLS in web.proxies",
                "web: {proxies: {proxy-protocol: true}} | web.proxies.proxy-protocol: believes nobody while web.proxies.networks is empty; name the networks of the proxies there",
                "web: {proxies: {headers: forwarded}} | web.proxies.headers: believes nobody while web.proxies.networks is empty; name the networks of the proxies there",
                "contracts: [{destination: topic://a, schema: '[]'}] | contracts[0].schema: must be a JSON object, true or false",
                "contracts: [{destination: topic://a, schema: '{}', max-bytes: 65KiB}] | contracts[0].max-bytes: '65KiB' is more than the 64KiB of which a schema can be checked",
                "contracts: [{destination: a}] | contracts[0].destination: 'a' must be topic://NAME or queue://NAME, with * only as a whole part, > only as the last, without ? , and ://",
            })
    void combinationsThatCannotWorkAreRefused(String yaml, String problem) {
        assertThat(errors(yaml)).containsExactly("yaml:1: " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web: {tls: {certificate: {chain: a.pem, key: b.pem}, hsts: 1h}}",
                "web: {tls: {certificate: {keystore: a.p12, password: b}, more-certificates: [{chain: a.pem, key: b.pem}]}}",
                "web: {tls: {certificate: {keystore: a.p12}, trusted: b.pem, client-certificates: required}}",
                "limits: {session: {bytes: 205KiB}}",
                "contracts: [{destination: 'queue://a.>', schema: '{}', max-bytes: 64KiB}, {destination: topic://a, max-bytes: 1MiB}]",
                "contracts: [{destination: topic://a}, {destination: topic://a}]",
            })
    void combinationsThatWorkAreTaken(String yaml) {
        assertThat(errors(yaml)).isEmpty();
    }
}
