package dev.stompbridge.config;

/**
 * One thing that is wrong.
 *
 * @param source {@code FILE:LINE}, the environment variable, or {@code --set KEY}
 * @param key full path of the key, as {@code broker.users[0].name}; empty when the text is not even a tree
 */
public record ConfigError(String source, String key, String problem) {
    /** Makes a question mark of each character that a terminal would obey; names and keys may hold any. */
    public ConfigError {
        source = visible(source);
        key = visible(key);
        problem = visible(problem);
    }

    private static String visible(String text) {
        return text.replaceAll("\\p{Cc}", "?");
    }

    /** The line to print. Holds no control characters and no secret. */
    @Override
    public String toString() {
        return source + ": " + (key.isEmpty() ? "" : key + ": ") + problem;
    }
}
