package dev.stompbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths and files that try to get out of the root, or at what is hidden in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaticFilesTraversalTest {

    private final StaticFiles files;
    private final Path root;

    StaticFilesTraversalTest(@TempDir Path folder) throws IOException {
        root = Files.createDirectory(folder.resolve("pages"));
        Files.writeString(folder.resolve("secret.txt"), "secret");
        write("index.html");
        write("a/index.html");
        write("a/b.txt");
        write("a/.hidden/c.txt");
        write("no-index/x.css");
        write(".git/config");
        write(".env");
        write(".well-known/security.txt");
        write("a%2fb.txt");
        write("..\\secret.txt");
        link("link-out.txt", folder.resolve("secret.txt"));
        link("link-out", folder);
        link("link-to-hidden.txt", root.resolve(".env"));
        link("link-nowhere.txt", root.resolve("nowhere"));
        link("link-folder", root.resolve("a"));
        link("link-loop", root.resolve("link-loop"));
        files = StaticFiles.index(root);
    }

    private void write(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), target);
    }

    private int status(String path) {
        HttpHeaders none = new HttpHeaders(List.of());
        HttpRequest request = new HttpRequest("GET", path, null, HttpVersion.HTTP_1_1, none);
        return files.handle(request).status();
    }

    static List<String> pathsNeverServed() throws IOException {
        return Files.readAllLines(CorpusHead.folder().resolve("paths-never-served.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pathsNeverServed")
    void noPathLeadsOutOfTheIndex(String path) {
        HeadSplits.Outcome outcome = HeadSplits.everyWay(HeadSplits.head("GET " + path + " HTTP/1.1", "Host: a"));

        assertThat(outcome.status()).isIn(200, 400);
        assertThat(status(path)).as("whatever the decoder thinks").isEqualTo(404);
    }

    @Test
    void whatIsBesideTheHiddenFilesIsServed() {
        for (String path : List.of("/", "/index.html", "/a/", "/a/b.txt", "/no-index/x.css")) {
            assertThat(status(path)).as(path).isEqualTo(200);
        }
    }
}
