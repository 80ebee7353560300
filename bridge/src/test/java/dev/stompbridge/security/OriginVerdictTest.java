package dev.stompbridge.security;

import static dev.stompbridge.http.HeadSplits.everyWay;
import static dev.stompbridge.http.HeadSplits.head;
import static dev.stompbridge.security.Addresses.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.security.ForwardedHeaders.Client;
import dev.stompbridge.security.OriginPolicy.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginVerdictTest {

    private final OriginPolicy sameOrigin = new OriginPolicy(List.of());

    private static HttpRequest request(String... lines) {
        List<String> all = new ArrayList<>(List.of("GET /stomp HTTP/1.1", "Host: inner:8080"));
        all.addAll(List.of(lines));
        return everyWay(head(all.toArray(String[]::new))).request();
    }

    private static Client client(boolean secure, @Nullable String host) {
        return new Client(new Peer(address("203.0.113.7"), secure), host);
    }

    private static Verdict verdict(OriginPolicy policy, String origin) {
        return policy.judge(request("Origin: " + origin), client(false, "bridge.example"), false);
    }

    @ParameterizedTest(name = "{0} allows {1}: {2}")
    @CsvSource({
        "https://*.example.org, https://shop.example.org, ALLOWED",
        "https://*.example.org, https://a.b.c.example.org, ALLOWED",
        "https://*.example.org, https://SHOP.Example.org:443, ALLOWED",
        "https://*.Example.ORG, https://shop.example.org, ALLOWED",
        "https://*.example.org:443, https://shop.example.org, ALLOWED",
        "https://*.example.org:8443, https://shop.example.org:8443, ALLOWED",
        "https://*.co.example.org, https://x.co.example.org, ALLOWED",
        "https://*.xn--bcher-kva.example, https://a.xn--bcher-kva.example, ALLOWED",
        "https://*.example.3com, https://a.example.3com, ALLOWED",
        // never the bare domain
        "https://*.example.org, https://example.org, FOREIGN_ORIGIN",
        "https://*.example.org, https://.example.org, FOREIGN_ORIGIN",
        "https://*.example.org, https://..example.org, FOREIGN_ORIGIN",
        "https://*.example.org, https://a..example.org, FOREIGN_ORIGIN",
        // another port, another scheme
        "https://*.example.org, https://shop.example.org:8443, FOREIGN_ORIGIN",
        "https://*.example.org:8443, https://shop.example.org, FOREIGN_ORIGIN",
        "https://*.example.org, http://shop.example.org, FOREIGN_ORIGIN",
        "https://*.example.org, http://shop.example.org:443, FOREIGN_ORIGIN",
        // another domain that looks alike
        "https://*.example.org, https://evilexample.org, FOREIGN_ORIGIN",
        "https://*.example.org, https://shop.example.org.evil, FOREIGN_ORIGIN",
        "https://*.example.org, https://shop.example.org., FOREIGN_ORIGIN",
        "https://*.example.org, https://shop-example.org, FOREIGN_ORIGIN",
        "https://*.example.org, https://shop.exampleXorg, FOREIGN_ORIGIN",
        "https://*.example.org, https://*.example.org, FOREIGN_ORIGIN",
        "https://*.example.org, null, FOREIGN_ORIGIN",
    })
    void aStarStandsForSubdomainsAtAnyDepth(String entry, String origin, Verdict verdict) {
        assertThat(verdict(new OriginPolicy(List.of(entry)), origin)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://*",
                "https://*.",
                "https://*.org",
                "https://*.example.",
                "https://*.example.org.",
                "https://*..org",
                "https://*.example..org",
                "https://**.example.org",
                "https://*.*.example.org",
                "https://a.*.example.org",
                "https://a*.example.org",
                "https://*a.example.org",
                "https://*example.org",
                "https://example.*",
                "https://*.example.org/",
                "https://*.example.org:*",
                "https://*.example.org:0",
                "https://u@*.example.org",
                "*://*.example.org",
                "*.example.org",
                "://*.example.org",
                // 127.0.0.1 would end with it
                "https://*.0.1",
                "https://*.0.0.1",
                "https://*.[::1]",
                "https://*.[::ffff:1.2.3.4]"
            })
    void aStarAnywhereElseIsRefusedByName(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OriginPolicy(List.of(entry)))
                .withMessageStartingWith("The allowed origin \"" + entry + "\" is not of the form https://host");
    }

    @Test
    void schemeAndHostAreThoseThatTheBrowserSees() {
        HttpRequest outside = request("Origin: https://bridge.example");
        HttpRequest inside = request("Origin: http://inner:8080");
        Client throughProxy = client(true, "bridge.example");

        assertThat(sameOrigin.judge(outside, throughProxy, false)).isEqualTo(Verdict.ALLOWED);
        assertThat(sameOrigin.judge(inside, throughProxy, false)).isEqualTo(Verdict.FOREIGN_ORIGIN);
        assertThat(sameOrigin.judge(outside, client(false, "bridge.example"), false))
                .isEqualTo(Verdict.FOREIGN_ORIGIN);
        assertThat(sameOrigin.judge(outside, client(true, null), false)).isEqualTo(Verdict.FOREIGN_ORIGIN);
        assertThat(sameOrigin.allows(inside, false)).isTrue();
        assertThat(sameOrigin.allows(outside, true)).isFalse();
    }

    @ParameterizedTest(name = "{0}, certificate {1}: {2}")
    @CsvSource({
        "X: y, false, ALLOWED",
        "Authorization: Bearer abc, false, ALLOWED",
        "Authorization: bearer abc, false, ALLOWED",
        "Authorization: Bearer, false, ALLOWED",
        "Cookie: a=b, false, AMBIENT_WITHOUT_ORIGIN",
        "'Cookie: ', false, AMBIENT_WITHOUT_ORIGIN",
        "Authorization: Basic dTpw, false, AMBIENT_WITHOUT_ORIGIN",
        "Authorization: Digest username=u, false, AMBIENT_WITHOUT_ORIGIN",
        "Authorization: Negotiate abc, false, AMBIENT_WITHOUT_ORIGIN",
        "Authorization: NTLM abc, false, AMBIENT_WITHOUT_ORIGIN",
        "Authorization: Bearers abc, false, AMBIENT_WITHOUT_ORIGIN",
        "'Authorization: ', false, AMBIENT_WITHOUT_ORIGIN",
        "X: y, true, AMBIENT_WITHOUT_ORIGIN",
        "Authorization: Bearer abc, true, AMBIENT_WITHOUT_ORIGIN",
    })
    void withoutAnOriginNothingMayComeThatABrowserAddsByItself(String line, boolean certificate, Verdict verdict) {
        assertThat(sameOrigin.judge(request(line), client(true, "bridge.example"), certificate))
                .isEqualTo(verdict);
    }

    @Test
    void oneBearerAmongOtherCredentialsDoesNotHelp() {
        HttpRequest both = request("Authorization: Bearer abc", "Authorization: Basic dTpw");
        HttpRequest withCookie = request("Authorization: Bearer abc", "Cookie: a=b");

        assertThat(sameOrigin.judge(both, client(true, "a"), false)).isEqualTo(Verdict.AMBIENT_WITHOUT_ORIGIN);
        assertThat(sameOrigin.judge(withCookie, client(true, "a"), false)).isEqualTo(Verdict.AMBIENT_WITHOUT_ORIGIN);
        assertThat(sameOrigin.allows(withCookie, true)).isFalse();
    }

    @Test
    void withAnOriginCredentialsOfABrowserAreWelcome() {
        HttpRequest own = request("Origin: https://bridge.example", "Cookie: a=b", "Authorization: Basic dTpw");
        HttpRequest foreign = request("Origin: https://evil.example", "Cookie: a=b");

        assertThat(sameOrigin.judge(own, client(true, "bridge.example"), true)).isEqualTo(Verdict.ALLOWED);
        assertThat(sameOrigin.judge(foreign, client(true, "bridge.example"), true))
                .isEqualTo(Verdict.FOREIGN_ORIGIN);
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "bridge.example, http://bridge.example, ALLOWED",
        "BRIDGE.example:8080, http://bridge.example:8080, ALLOWED",
        "[::1]:8080, http://[::1]:8080, ALLOWED",
        // a name of the attacker that points at this address
        "evil.example, http://evil.example, FOREIGN_ORIGIN",
        "bridge.example.evil, http://bridge.example.evil, FOREIGN_ORIGIN",
        "127.0.0.1, http://127.0.0.1, FOREIGN_ORIGIN",
        "bridge.example., http://bridge.example., FOREIGN_ORIGIN",
        // listed origins need no host
        "evil.example, https://shop.example, ALLOWED",
    })
    void aListOfHostsStandsAgainstNamesThatPointHere(String host, String origin, Verdict verdict) {
        OriginPolicy policy = new OriginPolicy(List.of("https://shop.example"), List.of("Bridge.example", "[::1]"));

        assertThat(policy.judge(request("Origin: " + origin), client(false, host), false))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "*.example", "bridge.example:80", "https://bridge.example", "a b", "::1"})
    void whatIsNoHostIsRefusedByName(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OriginPolicy(List.of(), List.of("fine.example", entry)))
                .withMessage("The allowed host \"" + entry + "\" is not a host name or an address without a port.");
    }
}
