package dev.stompbridge.brokerconfig;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys in a file, which is read again when it has changed. Thread-safe. */
final class FileKeys implements KeySource {

    private static final Logger LOG = LoggerFactory.getLogger(FileKeys.class);

    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

    /** What differs when a file was written or put in place of another. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object file) {

        static Stamp of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) { // a pipe might never end
                throw new IOException("it is no file");
            }
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    private final Path path;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile KeySet keys;
    private volatile Instant checked;
    private @Nullable Stamp seen; // guarded by reading
    private boolean failing; // guarded by reading

    /** Fails when the file cannot be read or holds no key that can be used. */
    FileKeys(Path path, Clock clock) throws BrokerStartException {
        this.path = path;
        this.clock = clock;
        checked = clock.instant();
        try {
            seen = Stamp.of(path);
            keys = read(path);
        } catch (IOException e) {
            throw new BrokerStartException("The keys of tokens in " + path + " cannot be read.", e);
        }
        if (keys.isEmpty()) {
            throw new BrokerStartException("There is no key for tokens in " + path + " that can be used.", null);
        }
    }

    /** Looks at the file once a second at most. While one thread reads, others go on with what is known. */
    @Override
    public KeySet keys() {
        Duration since = Duration.between(checked, clock.instant());
        if ((since.isNegative() || since.compareTo(CHECK_EVERY) >= 0) && reading.tryLock()) {
            try {
                check();
            } finally {
                reading.unlock();
            }
        }
        return keys;
    }

    @Override
    public KeySet newestKeys() {
        reading.lock();
        try {
            check();
        } finally {
            reading.unlock();
        }
        return keys;
    }

    @Override
    public boolean waits() {
        return false;
    }

    /** A file that cannot be read now is read again once it has changed, as one half written will. */
    private void check() {
        checked = clock.instant();
        try {
            Stamp stamp = Stamp.of(path);
            if (stamp.equals(seen)) {
                return;
            }
            seen = stamp;
            keys = read(path);
            failing = false;
            LOG.info("The keys of tokens were read again from {}", path);
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                LOG.warn("The keys of tokens in {} cannot be read again, the old ones stay in use", path);
            }
        }
    }

    private static KeySet read(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return KeySet.read(in);
        }
    }
}
