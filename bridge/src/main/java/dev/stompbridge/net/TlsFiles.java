package dev.stompbridge.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is in some files at one moment, read as a whole, so that what is compared is also what is parsed. Never changes. */
final class TlsFiles {
    /** Some 500 authorities in PEM. */
    private static final int MAX_BYTES = 1024 * 1024;

    /** A file may change again without a newer time of change, if that is only as exact as some file systems have it. */
    private static final int SETTLED_AFTER_MILLIS = 2000;

    private final Map<Path, byte[]> contents = new HashMap<>();
    private final Map<Path, Stamp> stamps = new HashMap<>();
    private final long readAtMillis = System.currentTimeMillis();

    private record Stamp(long size, long changedMillis) {
        private static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis());
        }
    }

    private TlsFiles() {}

    /** Fails with one sentence that names the file. */
    static TlsFiles read(List<Path> paths) throws IOException {
        TlsFiles files = new TlsFiles();
        for (Path path : paths) {
            files.stamps.put(path, stamp(path));
            files.contents.put(path, content(path));
        }
        return files;
    }

    private static Stamp stamp(Path path) throws IOException {
        try {
            return Stamp.of(path);
        } catch (NoSuchFileException e) {
            throw new IOException("The TLS file " + path + " does not exist");
        } catch (IOException e) {
            throw new IOException("The TLS file " + path + " cannot be read");
        }
    }

    private static byte[] content(Path path) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(path)) {
            content = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new IOException("The TLS file " + path + " cannot be read");
        }
        if (content.length > MAX_BYTES) {
            throw new IOException("The TLS file " + path + " is larger than " + MAX_BYTES + " bytes");
        }
        return content;
    }

    byte[] contentOf(Path path) {
        return Objects.requireNonNull(contents.get(path));
    }

    boolean holdTheSameAs(TlsFiles other) {
        return contents.keySet().equals(other.contents.keySet())
                && contents.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), other.contents.get(entry.getKey())));
    }

    /** Whether sizes and times of change are still the same, and tell for certain. */
    boolean areUntouched() {
        return stamps.entrySet().stream().allMatch(entry -> isUntouched(entry.getKey(), entry.getValue()));
    }

    private boolean isUntouched(Path path, Stamp stamp) {
        try {
            return Objects.equals(stamp, Stamp.of(path)) && stamp.changedMillis() + SETTLED_AFTER_MILLIS < readAtMillis;
        } catch (IOException e) {
            return false;
        }
    }
}
