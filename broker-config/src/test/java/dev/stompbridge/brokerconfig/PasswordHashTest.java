package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordHashTest {

    private static final String SALT = "c2FsdHNhbHRzYWx0c2FsdA";
    private static final String HASH = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE";

    private final SecureRandom random = new SecureRandom();

    @Test
    void aHashMatchesItsPasswordOnly() {
        String hash = PasswordHash.create("grün".toCharArray(), PasswordHash.MIN_ITERATIONS, random);

        assertThat(PasswordHash.matches(hash, "grün".toCharArray())).isTrue();
        assertThat(PasswordHash.matches(hash, "grun".toCharArray())).isFalse();
        assertThat(PasswordHash.matches(hash, new char[0])).isFalse();
    }

    @Test
    void theSamePasswordIsHashedDifferentlyEachTime() {
        String one = PasswordHash.create("same".toCharArray(), PasswordHash.MIN_ITERATIONS, random);
        String two = PasswordHash.create("same".toCharArray(), PasswordHash.MIN_ITERATIONS, random);

        assertThat(one).startsWith("pbkdf2-sha256$10000$").isNotEqualTo(two);
    }

    @Test
    void newHashesTakeAsManyIterationsAsIsRecommended() {
        String hash = PasswordHash.create("demo".toCharArray(), random);

        assertThat(hash).startsWith("pbkdf2-sha256$600000$");
        assertThat(PasswordHash.matches(hash, "demo".toCharArray())).isTrue();
    }

    /** Computed with Python: hashlib.pbkdf2_hmac("sha256", b"password", b"saltsaltsaltsalt", 10000). */
    @Test
    void hashesOfOtherToolsAreUnderstood() {
        String hash = "pbkdf2-sha256$10000$c2FsdHNhbHRzYWx0c2FsdA==$/HBtt7Z/7p0CzRvSN1B+KXrKNskvRts1UWw61zKTFUo=";

        assertThat(PasswordHash.matches(hash, "password".toCharArray())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "pbkdf2-sha256$10000$" + SALT,
                "pbkdf2-sha1$10000$" + SALT + "$" + HASH,
                "pbkdf2-sha256$10000$" + SALT + "$" + HASH + "$",
                "pbkdf2-sha256$9999$" + SALT + "$" + HASH,
                "pbkdf2-sha256$5000001$" + SALT + "$" + HASH,
                "pbkdf2-sha256$99999999999$" + SALT + "$" + HASH,
                "pbkdf2-sha256$-10000$" + SALT + "$" + HASH,
                "pbkdf2-sha256$10000$c2hvcnQ$" + HASH,
                "pbkdf2-sha256$10000$" + SALT + "$c2hvcnQ",
                "pbkdf2-sha256$10000$====$" + HASH,
            })
    void whatIsNoUsableHashIsRefusedInOneSentence(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHash.check(text))
                .withMessageMatching("[A-Z].*\\.");
    }

    @Test
    void anEmptyPasswordIsNotHashed() {
        assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.create(new char[0], random));
    }
}
