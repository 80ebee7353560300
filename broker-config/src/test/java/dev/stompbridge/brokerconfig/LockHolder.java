package dev.stompbridge.brokerconfig;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.util.LockFile;

/** Another process that holds the lock of a data directory until it is closed. */
final class LockHolder implements AutoCloseable {

    private final Process process;

    private LockHolder(Process process) {
        this.process = process;
    }

    /** Returns when the other process has the lock. */
    static LockHolder of(Path dataDirectory) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        String lock = dataDirectory.resolve("kahadb").resolve("lock").toString();
        Process process = new ProcessBuilder(List.of(java, "-cp", classPath, LockHolder.class.getName(), lock))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.getInputStream().read() != '!') {
            throw new IOException("The other process did not get the lock.");
        }
        return new LockHolder(process);
    }

    public static void main(String[] arguments) throws IOException {
        new LockFile(new File(arguments[0]), false).lock();
        System.out.write('!');
        System.out.flush();
        while (System.in.read() >= 0) {
            // Holds the lock until the end of its input.
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
