package dev.stompbridge.load;

import dev.stompbridge.load.server.ServerKind;

/** One load; each server gets it fresh from its start. */
interface Scenario {
    /** As the option names it. */
    String id();

    default boolean suits(ServerKind server) {
        return true;
    }

    /** How many browsers the server must take. */
    default int connections(Options options) {
        return options.subscribers();
    }

    /** How many users with an identity of their own the server must know. */
    default int identities(Options options) {
        return 0;
    }

    void measure(Stage stage, Results.Of results);
}
