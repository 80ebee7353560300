package dev.stompbridge.cli;

import dev.stompbridge.StartException;
import dev.stompbridge.config.BridgeConfig;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Starts what {@code run} runs. */
@FunctionalInterface
interface Starter {
    /** Null pages: none are served. */
    Running start(BridgeConfig config, @Nullable Path pages) throws StartException;

    /** A started server; {@code close} drains it and returns when it has ended. */
    record Running(URI page, Runnable close) {}
}
