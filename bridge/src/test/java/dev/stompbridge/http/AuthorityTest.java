package dev.stompbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "a, a, -1",
        "Example.COM, example.com, -1",
        "example.com., example.com., -1",
        "my_host-1~x:8080, my_host-1~x, 8080",
        "127.0.0.1:1, 127.0.0.1, 1",
        "a:65535, a, 65535",
        "a:00080, a, 80",
        "[::1], [::1], -1",
        "[2001:DB8::1]:443, [2001:db8::1], 443",
        "[::ffff:127.0.0.1], [::ffff:127.0.0.1], -1",
    })
    void hostAndPortAreReadByRfc3986(String text, String host, int port) {
        assertThat(Authority.parse(text)).isEqualTo(new Authority(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":80",
                "a:",
                "a:0",
                "a:65536",
                "a:123456",
                "a:-1",
                "a:+1",
                "a:8x",
                "a:80:80",
                "a b",
                "a,b",
                "u@a",
                "a/",
                "a?",
                "a#",
                "a%41",
                "a\\b",
                "a'b",
                "\u00e4",
                "[",
                "[]",
                "[::1",
                "::1",
                "[::1]x",
                "[::1]80",
                "[::1]:",
                "[a]",
                "[::1%25eth0]",
                "[v1.x]",
                "[[::1]]",
                "x[::1]",
                "[::1]:0"
            })
    void anythingElseIsNoAuthority(String text) {
        assertThat(Authority.parse(text)).isNull();
    }

    @Test
    void aNameHasALimit() {
        assertThat(Authority.parse("a".repeat(255))).isNotNull();
        assertThat(Authority.parse("a".repeat(256))).isNull();
    }

    @ParameterizedTest(name = "{0} and {1} are the same for {2}: {3}")
    @CsvSource({
        "a, a, http, true",
        "a, A:80, http, true",
        "a, a:443, https, true",
        "a, a:443, http, false",
        "a, a:80, https, false",
        "a:81, a:81, http, true",
        "a, b, http, false",
        "a, a, other, true",
        "a, a:80, other, false",
    })
    void theDefaultPortOfTheSchemeStandsForAMissingOne(String one, String two, String scheme, boolean same) {
        assertThat(parse(one).isSame(parse(two), scheme)).isEqualTo(same);
    }

    private static Authority parse(String text) {
        return Objects.requireNonNull(Authority.parse(text));
    }
}
