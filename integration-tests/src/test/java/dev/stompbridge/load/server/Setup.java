package dev.stompbridge.load.server;

import java.nio.file.Path;

/**
 * How a server is started.
 *
 * @param directory for its files; empty
 * @param heap as the JVM's option -Xmx takes it; also the initial heap
 * @param connections how many browsers may come
 * @param identities how many users {@link Account#browser} it knows, each with rights of its own; only the bridge has any
 */
public record Setup(Path directory, String heap, int connections, int identities) {
    String[] heapOptions() {
        return new String[] {"-Xms" + heap, "-Xmx" + heap};
    }
}
