package dev.stompbridge.brokerconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which pairs of login and passcode were found right, so that the password hash is computed once for each. It
 * holds no passcodes but HMACs of the pairs under a key that is drawn at start and never leaves memory: who can read
 * the memory of the process can guess passcodes faster than from the hashes, nobody else can. Wrong pairs are not
 * remembered, each costs its guesser a full hash. Thread-safe.
 */
final class VerifiedLogins {

    /** Accounts, not browsers: a thousand accounts are many, and an entry is some 200 bytes. */
    private static final int MAX_ENTRIES = 1_024;

    private static final String ALGORITHM = "HmacSHA256";

    private record Remembered(Principals who, Instant since) {}

    private final SecretKey key;
    private final @Nullable Duration rememberedFor;
    private final Clock clock;
    private final Map<ByteBuffer, Remembered> verified = new LeastRecentlyUsed();
    private final ConcurrentMap<ByteBuffer, CompletableFuture<Optional<Principals>>> inProgress =
            new ConcurrentHashMap<>();

    /** Remembers for as long as there is room. */
    VerifiedLogins(SecureRandom random) {
        this(random, null, Clock.systemUTC());
    }

    /** Remembers no longer than this; null: for as long as there is room. */
    VerifiedLogins(SecureRandom random, @Nullable Duration rememberedFor, Clock clock) {
        this.rememberedFor = rememberedFor;
        this.clock = clock;
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** Verifies a pair that is not remembered; of several callers with the same pair, one does it and all wait. */
    Optional<Principals> computeIfAbsent(
            String login, String passcode, BiFunction<String, String, Optional<Principals>> verifier) {
        ByteBuffer digest = digest(login, passcode);
        Principals known = get(digest);
        if (known != null) {
            return Optional.of(known);
        }
        CompletableFuture<Optional<Principals>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Principals>> first = inProgress.putIfAbsent(digest, mine);
        if (first != null) {
            return first.join();
        }
        try {
            // Somebody may have finished with the same pair since it was looked up.
            Optional<Principals> result = Optional.ofNullable(get(digest)).or(() -> verifier.apply(login, passcode));
            result.ifPresent(principals -> put(digest, principals));
            mine.complete(result);
            return result;
        } finally {
            mine.complete(Optional.empty());
            inProgress.remove(digest, mine);
        }
    }

    /** Whether a pair would be found right without being verified. */
    boolean isRemembered(String login, String passcode) {
        return get(digest(login, passcode)) != null;
    }

    private @Nullable Principals get(ByteBuffer digest) {
        synchronized (verified) {
            Remembered remembered = verified.get(digest);
            if (remembered == null) {
                return null;
            }
            if (isOver(remembered)) {
                verified.remove(digest);
                return null;
            }
            return remembered.who();
        }
    }

    private boolean isOver(Remembered remembered) {
        if (rememberedFor == null) {
            return false;
        }
        Instant now = clock.instant();
        return now.isBefore(remembered.since())
                || !now.isBefore(remembered.since().plus(rememberedFor));
    }

    private void put(ByteBuffer digest, Principals principals) {
        synchronized (verified) {
            verified.put(digest, new Remembered(principals, clock.instant()));
        }
    }

    /** The length in front keeps pairs apart that would read the same in one piece. */
    private ByteBuffer digest(String login, String passcode) {
        byte[] name = login.getBytes(UTF_8);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, name.length));
            mac.update(name);
            return ByteBuffer.wrap(mac.doFinal(passcode.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
        }
    }

    private static final class LeastRecentlyUsed extends LinkedHashMap<ByteBuffer, Remembered> {

        private static final long serialVersionUID = 1L;

        LeastRecentlyUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Remembered> eldest) {
            return size() > MAX_ENTRIES;
        }
    }
}
