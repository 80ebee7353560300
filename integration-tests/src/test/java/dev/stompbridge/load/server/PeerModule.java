package dev.stompbridge.load.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A module of {@code peers}, whose libraries must not meet those of this class path. */
enum PeerModule {
    ARTEMIS("artemis", "dev.stompbridge.peers.artemis.ArtemisPeer"),
    SPRING("spring", "dev.stompbridge.peers.spring.SpringPeer");

    private final String directory;
    private final String main;

    PeerModule(String directory, String main) {
        this.directory = directory;
        this.main = main;
    }

    /** Starts its main class. The build of the profile {@code load} has copied its libraries. */
    PeerMain start(Setup setup, String... arguments) {
        Path target = Path.of(Objects.requireNonNull(
                        System.getProperty("stompbridge.peers"), "the system property stompbridge.peers"))
                .resolve(directory)
                .resolve("target")
                .toAbsolutePath()
                .normalize();
        Path libraries = target.resolve("lib");
        if (!Files.isDirectory(libraries)) {
            throw new IllegalStateException(libraries + " is missing: build with -Pload");
        }
        return PeerMain.start(
                setup, target.resolve("classes") + File.pathSeparator + libraries.resolve("*"), main, arguments);
    }
}
