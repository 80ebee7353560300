package dev.stompbridge.brokerconfig;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Password hashes of the form {@code pbkdf2-sha256$ITERATIONS$SALT$HASH}: PBKDF2 with HMAC-SHA-256 (RFC 8018 §5.2),
 * salt and hash in Base64.
 */
public final class PasswordHash {

    /** What OWASP recommends for PBKDF2-HMAC-SHA256 since 2023; a few tenths of a second on a server. */
    private static final int DEFAULT_ITERATIONS = 600_000;

    /** Below this a stolen hash is no obstacle. */
    static final int MIN_ITERATIONS = 10_000;

    /** Above this one login would keep a processor busy for seconds. */
    static final int MAX_ITERATIONS = 5_000_000;

    private static final int SALT_BYTES = 16;
    private static final int MAX_SALT_BYTES = 64;
    private static final int HASH_BYTES = 32;
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final String PREFIX = "pbkdf2-sha256";
    private static final Pattern FORM =
            Pattern.compile(PREFIX + "\\$([1-9][0-9]{0,8})\\$([A-Za-z0-9+/=]{1,88})\\$([A-Za-z0-9+/=]{1,44})");

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /** Hashes a password with a new salt. Takes a few tenths of a second. */
    public static String create(char[] password, SecureRandom random) {
        return create(password, DEFAULT_ITERATIONS, random);
    }

    static String create(char[] password, int iterations, SecureRandom random) {
        if (password.length == 0) {
            throw new IllegalArgumentException("A password must not be empty.");
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return PREFIX + "$" + iterations + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(derive(password, salt, iterations));
    }

    /** Whether the hash was made from this password. Takes as long for a wrong password as for the right one. */
    public static boolean matches(String hash, char[] password) {
        return parse(hash).matches(password);
    }

    /** Throws {@link IllegalArgumentException} with one sentence when this is not a usable hash. */
    public static void check(String hash) {
        parse(hash);
    }

    static PasswordHash parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("A password hash must look like " + PREFIX + "$ITERATIONS$SALT$HASH.");
        }
        int iterations = Integer.parseInt(matcher.group(1));
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException("The iterations of a password hash must be between " + MIN_ITERATIONS
                    + " and " + MAX_ITERATIONS + ".");
        }
        byte[] salt = decode(matcher.group(2));
        byte[] hash = decode(matcher.group(3));
        if (salt.length < SALT_BYTES || salt.length > MAX_SALT_BYTES || hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("A password hash needs a salt of " + SALT_BYTES + " to " + MAX_SALT_BYTES
                    + " bytes and a hash of " + HASH_BYTES + " bytes.");
        }
        return new PasswordHash(iterations, salt, hash);
    }

    /** A hash that no password matches and that takes as long to check as one with these iterations. */
    static PasswordHash decoy(int iterations, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] hash = new byte[HASH_BYTES];
        random.nextBytes(salt);
        random.nextBytes(hash);
        return new PasswordHash(iterations, salt, hash);
    }

    int iterations() {
        return iterations;
    }

    boolean matches(char[] password) {
        return MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java platform lacks " + ALGORITHM + ".", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The salt and the hash of a password hash must be Base64.", e);
        }
    }
}
