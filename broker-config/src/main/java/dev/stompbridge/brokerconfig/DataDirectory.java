package dev.stompbridge.brokerconfig;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.apache.activemq.util.LockFile;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one broker, locked while it is open. The lock is the one KahaDB takes itself, taken earlier: before
 * anything else is started, and without waiting. It keeps other processes out, and other brokers in this one.
 */
final class DataDirectory implements AutoCloseable {

    private final Path store;
    private final Path spool;
    private final Path delayed;
    private final Path awayTimes;
    private final LockFile lock;

    private DataDirectory(Path directory, Path store, Path spool, LockFile lock) {
        this.store = store;
        this.spool = spool;
        delayed = directory.resolve("scheduler");
        awayTimes = directory.resolve("durable-subscriptions.properties");
        this.lock = lock;
    }

    static DataDirectory open(Path directory) throws BrokerStartException {
        Path store = directory.resolve("kahadb");
        Path spool = directory.resolve("tmp");
        try {
            createForOwner(directory);
            Files.createDirectories(store);
            Files.createDirectories(spool);
        } catch (IOException e) {
            throw new BrokerStartException("The data directory " + directory + " cannot be created.", e);
        }
        if (!Files.isWritable(store) || !Files.isWritable(spool)) {
            throw notWritable(directory, null);
        }
        LockFile lock = new LockFile(store.resolve("lock").toFile(), false);
        try {
            lock.lock();
        } catch (FileNotFoundException e) {
            throw notWritable(directory, e);
        } catch (IOException e) {
            throw new BrokerStartException("The data directory " + directory + " is in use by another broker.", e);
        }
        return new DataDirectory(directory, store, spool, lock);
    }

    /** Messages are nobody else's business; one that exists keeps the permissions that it was given. */
    private static void createForOwner(Path directory) throws IOException {
        if (Files.exists(directory)) {
            return;
        }
        Path absolute = directory.toAbsolutePath();
        Files.createDirectories(Objects.requireNonNullElse(absolute.getParent(), absolute));
        boolean posix = absolute.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectory(
                absolute,
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                        }
                        : new FileAttribute<?>[0]);
    }

    /** Persistent messages. */
    File store() {
        return store.toFile();
    }

    /** Messages that do not fit into memory; worthless after a restart. */
    File spool() {
        return spool.toFile();
    }

    /** Messages whose delivery time has not come; only there when delayed delivery is on. */
    File delayed() {
        return delayed.toFile();
    }

    /** How long the owners of durable subscriptions have been away. */
    AwayTimes awayTimes() {
        return new AwayTimes(awayTimes);
    }

    @Override
    public void close() {
        lock.unlock();
    }

    private static BrokerStartException notWritable(Path directory, @Nullable Throwable cause) {
        return new BrokerStartException("The data directory " + directory + " is not writable.", cause);
    }
}
