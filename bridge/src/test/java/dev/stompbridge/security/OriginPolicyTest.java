package dev.stompbridge.security;

import static dev.stompbridge.http.HeadSplits.everyWay;
import static dev.stompbridge.http.HeadSplits.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stompbridge.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {

    private final OriginPolicy sameOrigin = new OriginPolicy(List.of());
    private final OriginPolicy withList =
            new OriginPolicy(List.of("https://good.com", "http://localhost:3000", "capacitor://localhost"));

    private static HttpRequest request(String host, String... origins) {
        String[] lines = new String[2 + origins.length];
        lines[0] = "GET /stomp HTTP/1.1";
        lines[1] = "Host: " + host;
        for (int i = 0; i < origins.length; i++) {
            lines[2 + i] = "Origin: " + origins[i];
        }
        return everyWay(head(lines)).request();
    }

    @ParameterizedTest(name = "{1} to {0}, TLS {2}: {3}")
    @CsvSource({
        // host, origin, TLS, allowed
        "bridge.example, http://bridge.example, false, true",
        "bridge.example, https://bridge.example, true, true",
        "bridge.example:8080, http://bridge.example:8080, false, true",
        "Bridge.Example, HTTP://BRIDGE.example, false, true",
        "bridge.example:80, http://bridge.example, false, true",
        "bridge.example, http://bridge.example:80, false, true",
        "bridge.example:443, https://bridge.example, true, true",
        "127.0.0.1:8080, http://127.0.0.1:8080, false, true",
        "[::1]:8080, http://[::1]:8080, false, true",
        // another port, another scheme
        "bridge.example:8080, http://bridge.example, false, false",
        "bridge.example, http://bridge.example:8080, false, false",
        "bridge.example:80, https://bridge.example, true, false",
        "bridge.example, https://bridge.example, false, false",
        "bridge.example, http://bridge.example, true, false",
        "bridge.example, ws://bridge.example, false, false",
        "bridge.example, file://bridge.example, false, false",
        // another host that looks alike
        "good.com, http://good.com.evil, false, false",
        "good.com, http://evilgood.com, false, false",
        "good.com, http://sub.good.com, false, false",
        "good.com, http://good.com., false, false",
        "localhost:8080, http://127.0.0.1:8080, false, false",
        // no origin at all
        "good.com, null, false, false",
        "good.com, '', false, false",
        "good.com, *, false, false",
        "good.com, good.com, false, false",
        "good.com, //good.com, false, false",
        "good.com, http:good.com, false, false",
        "good.com, http://, false, false",
        "good.com, http:///, false, false",
        "good.com, http://good.com/, false, false",
        "good.com, http://good.com/x, false, false",
        "good.com, http://good.com?, false, false",
        "good.com, http://good.com#, false, false",
        "good.com, http://good.com\\@evil, false, false",
        "good.com, http://good.com@evil, false, false",
        "good.com, http://evil@good.com, false, false",
        "good.com, http://@good.com, false, false",
        "good.com, http://good.com:, false, false",
        "good.com, http://good.com:80:80, false, false",
        "good.com, http://good.com:080x, false, false",
        "good.com, http://good.com http://good.com, false, false",
        "good.com, 'http://good.com, http://evil', false, false",
        "good.com, http://g%6fod.com, false, false",
        "good.com, 1http://good.com, false, false",
    })
    void aPageMayConnectToItsOwnOrigin(String host, String origin, boolean secure, boolean allowed) {
        assertThat(sameOrigin.allows(request(host, origin), secure)).isEqualTo(allowed);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "https://good.com, true",
        "https://GOOD.com:443, true",
        "http://localhost:3000, true",
        "capacitor://localhost, true",
        "http://bridge.example, true",
        "http://good.com, false",
        "https://good.com:8443, false",
        "https://good.com.evil, false",
        "https://www.good.com, false",
        "http://localhost, false",
        "http://localhost:30000, false",
        "ionic://localhost, false",
        "null, false",
    })
    void aListedOriginMayConnectAsWell(String origin, boolean allowed) {
        assertThat(withList.allows(request("bridge.example", origin), false)).isEqualTo(allowed);
    }

    @Test
    void whoeverSendsNoOriginIsNoBrowser() {
        assertThat(sameOrigin.allows(request("bridge.example"), false)).isTrue();
        assertThat(sameOrigin.allows(request("bridge.example"), true)).isTrue();
    }

    @Test
    void severalOriginsAreNone() {
        assertThat(withList.allows(request("good.com", "https://good.com", "https://good.com"), true))
                .isFalse();
        assertThat(withList.allows(request("good.com", "https://good.com", "http://evil"), true))
                .isFalse();
    }

    @Test
    void withoutAHostOnlyTheListCounts() {
        HttpRequest listed =
                everyWay(head("GET / HTTP/1.0", "Origin: https://good.com")).request();
        HttpRequest other = everyWay(head("GET / HTTP/1.0", "Origin: http://a")).request();

        assertThat(withList.allows(listed, false)).isTrue();
        assertThat(withList.allows(other, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "good.com",
                "https://good.com/",
                "https://good.com/x",
                "https://u@good.com",
                "https://good.com:0",
                "https://",
                " https://good.com",
                "https://good.com,https://b"
            })
    void aListEntryThatIsNoOriginIsRefusedByName(String entry) {
        List<String> list = List.of("https://fine.example", entry);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OriginPolicy(list))
                .withMessageStartingWith("The allowed origin \"" + entry + "\" is not of the form https://host");
    }
}
