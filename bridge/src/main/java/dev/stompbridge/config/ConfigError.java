package dev.stompbridge.config;

/**
 * One thing that is wrong.
 *
 * @param source {@code FILE:LINE}, the environment variable, or {@code --set KEY}
 * @param key full path of the key, as {@code broker.users[0].name}; empty when the text is not even a tree
 */
public record ConfigError(String source, String key, String problem) {
    /** The line to print. Holds no control characters and no secret. */
    @Override
    public String toString() {
        return source + ": " + (key.isEmpty() ? "" : key + ": ") + problem;
    }
}
