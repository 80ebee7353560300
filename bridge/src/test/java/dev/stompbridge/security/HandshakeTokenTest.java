package dev.stompbridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.http.HttpHeader;
import dev.stompbridge.http.HttpHeaders;
import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.http.HttpVersion;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HandshakeTokenTest {
    private static HttpRequest request(String fields) {
        List<HttpHeader> headers = Arrays.stream(fields.split(" / "))
                .filter(field -> !field.isBlank())
                .map(field -> field.split(": ?", 2))
                .map(pair -> new HttpHeader(pair[0].strip(), pair[1]))
                .toList();
        return new HttpRequest("GET", "/stomp", null, HttpVersion.HTTP_1_1, new HttpHeaders(headers));
    }

    /** An empty token is one that nobody accepts; a dash stands for none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "''                                                | -",
                "Authorization: Bearer a.b.c                       | a.b.c",
                "authorization: bearer  a.b.c                      | a.b.c",
                "Authorization: Bearer                             | ''",
                "Authorization: Basic dTpw                         | ''",
                "Authorization: a.b.c                              | ''",
                "Authorization: Bearer a / Authorization: Bearer a | ''",
                "Authorization: Bearer a / Cookie: token=b         | a",
                "Authorization: Basic x / Cookie: token=b          | ''",
                "Cookie: token=a.b.c                               | a.b.c",
                "Cookie: x=1; token=a; y=2                         | a",
                "Cookie: x=1 / Cookie: token=a                     | a",
                "Cookie: token=                                    | ''",
                "Cookie: token                                     | -",
                "Cookie: Token=a                                   | -",
                "Cookie: xtoken=a; tokenx=b                        | -",
                "Cookie: token=a=b                                 | a=b",
                "Cookie: token=a; token=a                          | a",
                "Cookie: token=a; token=b                          | ''",
                "Cookie: token=b / Cookie: token=a                 | ''",
            })
    void isTakenWhereItStandsOnce(String fields, String token) {
        assertThat(HandshakeToken.of("token").in(request(fields))).isEqualTo(token);
    }

    @Test
    void nothingIsLookedForWithoutIssuers() {
        assertThat(HandshakeToken.NONE.in(request("Authorization: Bearer a / Cookie: token=a")))
                .isNull();
    }

    @Test
    void cookiesAreNotLookedAtWithoutAName() {
        assertThat(HandshakeToken.of("").in(request("Cookie: =a; token=b"))).isNull();
    }
}
