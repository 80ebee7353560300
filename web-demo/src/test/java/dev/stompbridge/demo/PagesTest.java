package dev.stompbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {

    @TempDir
    Path directory;

    @Test
    void pagesAreFoundInADirectoryOfClasses() throws IOException {
        try (Pages pages = Pages.open()) {
            assertThat(pages.root().resolve("index.html")).content().contains("<site-header");
        }
    }

    @Test
    void pagesAreFoundInAJarAndMayBeOpenedTwice() throws IOException {
        URI index = URI.create("jar:" + jar().toUri() + "!/pages/index.html");

        try (Pages pages = Pages.open(index.toURL());
                Pages again = Pages.open(index.toURL())) {
            assertThat(Files.readString(pages.root().resolve("index.html"))).isEqualTo("hello");
            assertThat(Files.readString(again.root().resolve("index.html"))).isEqualTo("hello");
        }
    }

    private Path jar() throws IOException {
        Path jar = directory.resolve("with a space.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("pages/index.html"));
            zip.write(new byte[] {'h', 'e', 'l', 'l', 'o'});
            zip.closeEntry();
        }
        return jar;
    }
}
