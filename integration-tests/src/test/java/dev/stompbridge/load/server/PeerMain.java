package dev.stompbridge.load.server;

import dev.stompbridge.it.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A main class of this class path in a process of its own. It prints {@link #READY} and its ports when it serves. */
record PeerMain(ChildProcess process, List<Integer> ports) {
    /** Followed by port numbers, separated by spaces. */
    static final String READY = "ready on ";

    static PeerMain start(Setup setup, Class<?> main, String... arguments) {
        return start(setup, System.getProperty("java.class.path"), main.getName(), arguments);
    }

    /** The same with a class path of its own. */
    static PeerMain start(Setup setup, String classPath, String main, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(setup.heapOptions()));
        line.addAll(List.of("-cp", classPath, main));
        line.addAll(List.of(arguments));
        ChildProcess process = ChildProcess.start(setup.directory(), line);
        try {
            process.awaitLine(READY);
            return new PeerMain(process, ports(process.out()));
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    private static List<Integer> ports(List<String> out) {
        return out.stream()
                .filter(line -> line.startsWith(READY))
                .flatMap(line -> Arrays.stream(line.substring(READY.length()).split(" ")))
                .map(Integer::valueOf)
                .toList();
    }
}
