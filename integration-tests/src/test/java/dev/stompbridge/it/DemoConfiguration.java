package dev.stompbridge.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The configuration of the demo, with one user more: {@code witness}, password {@code witness-demo}, who reads what
 * the route forwards, like browsers do, and also what it puts aside.
 */
final class DemoConfiguration {
    private static final String USERS = "\n  users:\n";
    private static final String WITNESS = """
                - name: witness
                  password-hash: pbkdf2-sha256$10000$uedy1KIGng9/CNPGusrs/Q$MNv3ODvK27URXa6OD/MEi0in+W77xgvsWz7w2V4r73w
                  groups: [anonymous, witness]
                  sample: true
            """;

    private static final String GRANTS = "\n  authorization:\n";
    private static final String READABLE = """
                - destination: queue://stock.prices.invalid
                  read: [witness]
            """;

    /** The section up to the next one. */
    private static final Pattern OUTBOX = Pattern.compile("(?m)^outbox:\\R(?:(?:[ #].*)?\\R)*");

    private DemoConfiguration() {}

    static String yaml() {
        try (InputStream in = DemoConfiguration.class.getResourceAsStream("/demo.yaml")) {
            if (in == null) {
                throw new IllegalStateException("demo.yaml is not on the class path");
            }
            String demo = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return added(added(demo, USERS, WITNESS), GRANTS, READABLE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the policies by which a slow browser gets less and a new one more: for whoever compares message by message. */
    static String yamlWithoutPolicies() {
        String yaml = yaml();
        String bare = OUTBOX.matcher(yaml).replaceFirst("");
        if (bare.equals(yaml)) {
            throw new IllegalStateException("demo.yaml has no outbox");
        }
        return bare;
    }

    /** As a file in this directory. */
    static Path in(Path directory) {
        try {
            return Files.writeString(directory.resolve("demo.yaml"), yaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String added(String yaml, String list, String items) {
        int at = yaml.indexOf(list);
        if (at < 0) {
            throw new IllegalStateException("demo.yaml has no list " + list.strip());
        }
        return yaml.substring(0, at + list.length()) + items + yaml.substring(at + list.length());
    }
}
