package dev.stompbridge.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory into memory once. Left out are dot files and whatever lies below a dot directory, names with a
 * backslash, a percent sign or a control character, links to directories, and links to files that lead out of the root
 * or nowhere.
 */
final class StaticFileIndexer extends SimpleFileVisitor<Path> {

    private static final String INDEX_PAGE = "index.html";

    private final Path root;
    private final StaticFileOptions options;
    private final Map<String, StaticFile> files = new HashMap<>();
    private int fileCount;
    private long bytesLeft;

    /** The root must be a real path: links are judged by where they lead. */
    StaticFileIndexer(Path root, StaticFileOptions options) {
        this.root = root;
        this.options = options;
        this.bytesLeft = options.maxTotalBytes();
    }

    Map<String, StaticFile> index() throws IOException {
        Files.walkFileTree(root, this);
        return Map.copyOf(files);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        boolean served = directory.equals(root) || StaticPath.isKey(key(directory));
        return served ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        String key = key(file);
        Path target = attributes.isSymbolicLink() ? linkTarget(file) : file;
        if (target != null && StaticPath.isKey(key) && Files.isRegularFile(target)) {
            add(key, StaticFile.of(key, read(target), options.headers()));
        }
        return FileVisitResult.CONTINUE;
    }

    private void add(String key, StaticFile file) {
        files.put(key, file);
        if (key.endsWith("/" + INDEX_PAGE)) {
            files.put(key.substring(0, key.length() - INDEX_PAGE.length()), file);
        }
    }

    private byte[] read(Path file) throws IOException {
        if (++fileCount > options.maxFiles()) {
            throw new IOException(root + " holds more than " + options.maxFiles() + " files.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes((int) Math.min(bytesLeft + 1, Integer.MAX_VALUE));
            if (content.length > bytesLeft) {
                throw new IOException(root + " holds more than " + options.maxTotalBytes() + " bytes.");
            }
            bytesLeft -= content.length;
            return content;
        }
    }

    private @Nullable Path linkTarget(Path link) {
        try {
            Path target = link.toRealPath();
            return target.startsWith(root) && StaticPath.isKey(key(target)) ? target : null;
        } catch (IOException leadsNowhere) {
            return null;
        }
    }

    private String key(Path file) {
        StringBuilder key = new StringBuilder();
        for (Path name : root.relativize(file)) {
            key.append('/').append(name);
        }
        return key.toString();
    }
}
