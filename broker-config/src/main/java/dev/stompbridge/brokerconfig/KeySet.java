package dev.stompbridge.brokerconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The public keys of an issuer that can verify signatures, out of a JSON Web Key Set (RFC 7517 §5). Immutable. */
final class KeySet {

    static final KeySet EMPTY = new KeySet(List.of());

    /** A set has a few keys of some 400 bytes, perhaps with certificates of some kilobytes. */
    private static final int MAX_BYTES = 256 << 10;

    /** A token that names no key is tried with so many. */
    private static final int MAX_TRIED = 4;

    private final List<JWK> keys;

    private KeySet(List<JWK> keys) {
        this.keys = List.copyOf(keys);
    }

    static KeySet read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("the key set is larger than 256 KiB");
        }
        return parse(new String(bytes, UTF_8));
    }

    /** A key that is not understood is left out (RFC 7517 §5), as is every symmetric one. */
    private static KeySet parse(String text) throws IOException {
        List<Object> entries;
        try {
            Map<String, Object> json = JSONObjectUtils.parse(text);
            entries = json == null ? null : JSONObjectUtils.getJSONArray(json, "keys");
        } catch (ParseException e) {
            throw new IOException("it is not JSON or has no array of keys", e);
        }
        if (entries == null) {
            throw new IOException("it is not JSON or has no array of keys");
        }
        List<JWK> keys = new ArrayList<>();
        for (Object entry : entries) {
            JWK key = key(entry);
            if (key != null && TokenAlgorithms.isUsable(key)) {
                keys.add(key);
            }
        }
        return new KeySet(keys);
    }

    private static @Nullable JWK key(@Nullable Object entry) {
        try {
            JWK key = JWK.parse(asObject(entry));
            boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
            return signs ? key.toPublicJWK() : null;
        } catch (ParseException | RuntimeException e) { // what the library makes of odd keys is not documented
            return null;
        }
    }

    private static Map<String, Object> asObject(@Nullable Object entry) throws ParseException {
        if (entry instanceof Map<?, ?> map) {
            Map<String, Object> object = new HashMap<>();
            map.forEach((name, value) -> object.put(String.valueOf(name), value));
            return object;
        }
        throw new ParseException("no object", 0);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The keys that may have made a signature; {@code id} null: the token does not say. */
    List<JWK> candidates(@Nullable String id, JWSAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> id == null || id.equals(key.getKeyID()))
                .filter(key -> TokenAlgorithms.fits(key, algorithm))
                .limit(MAX_TRIED)
                .toList();
    }

    /** Whether a key has this name; true also for a token that names none. */
    boolean knows(@Nullable String id) {
        return id == null || keys.stream().anyMatch(key -> id.equals(key.getKeyID()));
    }
}
