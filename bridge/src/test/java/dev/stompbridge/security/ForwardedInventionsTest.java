package dev.stompbridge.security;

import static dev.stompbridge.security.Addresses.address;
import static dev.stompbridge.security.Addresses.networks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.http.HttpHeader;
import dev.stompbridge.http.HttpHeaders;
import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.http.HttpVersion;
import dev.stompbridge.security.ForwardedHeaders.Client;
import dev.stompbridge.security.ForwardedHeaders.Kind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What clients make up, in front of what a trusted proxy appends. */
class ForwardedInventionsTest {

    @Test
    void aClientCannotHideBehindWhatItWroteItself() {
        Random random = new Random(7_239);
        String alphabet = "\"\\,;= for10.";
        for (int round = 0; round < 3_000; round++) {
            StringBuilder invented = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                invented.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String forwarded = "Forwarded: " + invented + ", for=\"[2001:db8::7]:80\";host=\"h\"";
            String xForwarded = "X-Forwarded-For: " + invented + ", 203.0.113.7";

            assertThat(direct(Kind.FORWARDED, forwarded)).isEqualTo(expected("2001:db8::7", "h"));
            assertThat(direct(Kind.X_FORWARDED, xForwarded)).isEqualTo(expected("203.0.113.7", "inner"));
            // Alone it means something or nothing, and does no harm.
            assertThat(direct(Kind.FORWARDED, "Forwarded: " + invented)).isNotNull();
        }
    }

    private static Client expected(String address, String host) {
        return new Client(new Peer(address(address), false), host);
    }

    private static Client direct(Kind kind, String line) {
        int colon = line.indexOf(':');
        HttpHeader header = new HttpHeader(
                line.substring(0, colon), line.substring(colon + 1).strip());
        HttpHeaders headers = new HttpHeaders(List.of(new HttpHeader("Host", "inner"), header));
        HttpRequest request = new HttpRequest("GET", "/", null, HttpVersion.HTTP_1_1, headers);
        return new ForwardedHeaders(kind, networks("10.0.0.0/8")).client(request, new Peer(address("10.0.0.1"), false));
    }
}
