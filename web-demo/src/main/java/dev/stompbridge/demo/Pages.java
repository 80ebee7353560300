package dev.stompbridge.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The demo's pages, in a directory of classes or inside a jar.
 *
 * @param root valid until closed
 */
record Pages(Path root, @Nullable FileSystem jar) implements AutoCloseable {

    private static final String INDEX = "/pages/index.html";

    static Pages open() throws IOException {
        URL index = Pages.class.getResource(INDEX);
        if (index == null) {
            throw new FileNotFoundException(INDEX + " is not on the class path");
        }
        return open(index);
    }

    /** The folder of the file that {@code index} names, a {@code file:} or {@code jar:} URL. */
    static Pages open(URL index) throws IOException {
        try {
            if (index.openConnection() instanceof JarURLConnection entry) {
                FileSystem jar =
                        FileSystems.newFileSystem(Path.of(entry.getJarFileURL().toURI()), Map.of());
                return new Pages(folder(jar.getPath(entry.getEntryName())), jar);
            }
            return new Pages(folder(Path.of(index.toURI())), null);
        } catch (URISyntaxException e) {
            throw new IOException(index + " is no file", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (jar != null) {
            jar.close();
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent(), "no folder");
    }
}
