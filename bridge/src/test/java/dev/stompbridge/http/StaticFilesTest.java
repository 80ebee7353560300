package dev.stompbridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {

    @TempDir
    Path folder;

    private Path root = Path.of("");

    @BeforeEach
    void writePages() throws IOException {
        root = Files.createDirectory(folder.resolve("pages"));
        write("index.html", "<h1>home</h1>");
        write("a/index.html", "<h1>a</h1>");
        write("a/b.txt", "b");
        write("a b/index.html", "space");
        write("no-index/x.css", "x");
        Files.createSymbolicLink(root.resolve("link-in.txt"), root.resolve("a/b.txt"));
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private HttpResponse get(String path, HttpHeader... headers) throws IOException {
        return StaticFiles.index(root).handle(request("GET", path, headers));
    }

    private static HttpRequest request(String method, String path, HttpHeader... headers) {
        int mark = path.indexOf('?');
        String query = mark < 0 ? null : path.substring(mark + 1);
        String bare = mark < 0 ? path : path.substring(0, mark);
        return new HttpRequest(method, bare, query, HttpVersion.HTTP_1_1, new HttpHeaders(Arrays.asList(headers)));
    }

    private static String body(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static @Nullable String header(HttpResponse response, String name) {
        return new HttpHeaders(response.headers()).first(name);
    }

    @ParameterizedTest
    @CsvSource({
        "/, <h1>home</h1>",
        "/index.html, <h1>home</h1>",
        "/a/, <h1>a</h1>",
        "/a/b.txt, b",
        "/%61/b%2Etxt, b",
        "/a/b.txt?v=1, b",
        "/a%20b/, space",
        "/link-in.txt, b",
        "/no-index/x.css, x",
    })
    void aFileIsServedUnderItsPath(String path, String content) throws IOException {
        HttpResponse response = get(path);

        assertThat(response.status()).isEqualTo(200);
        assertThat(body(response)).isEqualTo(content);
    }

    @Test
    void aDirectoryIsRedirectedToItsNameWithASlash() throws IOException {
        HttpResponse plain = get("/a");
        HttpResponse odd = get("/%61%20b?x=%0d%0ay");

        assertThat(plain.status()).isEqualTo(308);
        assertThat(header(plain, "Location")).isEqualTo("/a/");
        assertThat(header(odd, "Location")).isEqualTo("/a%20b/?x=%0d%0ay");
        assertThat(get("//a").status()).as("no redirect to another host").isEqualTo(404);
    }

    @Test
    void aTagKnownToTheClientIsAnsweredWithoutTheFile() throws IOException {
        HttpResponse full = get("/");
        String etag = header(full, "ETag");

        assertThat(etag).matches("\"[\\w-]{43}\"");
        for (String known : new String[] {etag, "W/" + etag, "\"x\", " + etag + ",\"y\"", "*"}) {
            HttpResponse response = get("/", new HttpHeader("If-None-Match", known));
            assertThat(response.status()).isEqualTo(304);
            assertThat(response.body()).isEmpty();
            assertThat(header(response, "ETag")).isEqualTo(etag);
            assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
            assertThat(header(response, "Content-Type")).isNull();
        }
        for (String unknown : new String[] {"\"x\"", "", "W/\"x\""}) {
            assertThat(get("/", new HttpHeader("If-None-Match", unknown)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theTagChangesWithTheContentAlone() throws IOException {
        String before = header(get("/"), "ETag");
        write("copy.html", "<h1>home</h1>");
        assertThat(header(get("/copy.html"), "ETag")).isEqualTo(before);

        write("index.html", "<h1>Home</h1>");
        assertThat(header(get("/"), "ETag")).isNotEqualTo(before);
    }

    @Test
    void theIndexIsIndependentOfTheFiles() throws IOException {
        StaticFiles files = StaticFiles.index(root);
        Files.delete(root.resolve("index.html"));

        assertThat(files.handle(request("GET", "/")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "x.html, text/html; charset=utf-8",
        "x.JS, text/javascript; charset=utf-8",
        "x.mjs, text/javascript; charset=utf-8",
        "x.min.css, text/css; charset=utf-8",
        "x.json, application/json",
        "x.svg, image/svg+xml",
        "x.png, image/png",
        "x.ico, image/x-icon",
        "x.woff2, font/woff2",
        "x.csv, text/csv; charset=utf-8",
        "x.exe, application/octet-stream",
        "x, application/octet-stream",
        "x., application/octet-stream",
    })
    void theContentTypeFollowsTheExtension(String name, String type) throws IOException {
        write(name, "x");

        assertThat(header(get("/" + name), "Content-Type")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "vendor/stompjs-7.2.1/stomp.umd.min.js, true",
        "vendor/leaflet/1.9.4/leaflet.css, true",
        "vendor/uplot@1.6.32.js, true",
        "demo/vendor/x_1.2.3-rc1.js, true",
        "vendor/stomp.umd.min.js, false",
        "vendor/x-1.2.js, false",
        "ticker.js, false",
        "prices-2024.01.02.csv, false",
        "myvendor/x-1.2.3.js, false",
        "page.html, false",
    })
    void onlyAVersionedVendorFileIsKeptForEver(String name, boolean kept) throws IOException {
        write(name, "x");

        String rule = header(get("/" + name), "Cache-Control");
        assertThat(rule).isEqualTo(kept ? "public, max-age=31536000, immutable" : "no-cache");
    }

    @Test
    void everyFileGoesWithTheHeadersOfABrowsersSafety() throws IOException {
        HttpResponse response = get("/");

        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(response, "Content-Security-Policy"))
                .contains("default-src 'self'", "connect-src 'self'", "object-src 'none'", "base-uri 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
    }

    @Test
    void aHeaderCanBeReplaced() throws IOException {
        StaticFileOptions options =
                StaticFileOptions.DEFAULT.with(new HttpHeader("content-security-policy", "default-src 'none'"));

        HttpResponse response = StaticFiles.index(root, options).handle(request("GET", "/"));
        assertThat(new HttpHeaders(response.headers()).all("Content-Security-Policy"))
                .containsExactly("default-src 'none'");
    }

    @Test
    void headIsAnsweredLikeGet() throws IOException {
        HttpResponse response = StaticFiles.index(root).handle(request("HEAD", "/"));

        String wire =
                StandardCharsets.ISO_8859_1.decode(response.encode(true, true)).toString();
        assertThat(wire)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Length: 13\r\n")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"POST,405", "DELETE,405", "OPTIONS,405", "get,501", "BREW,501"})
    void aFileAllowsNoOtherMethod(String method, int status) throws IOException {
        StaticFiles files = StaticFiles.index(root);

        HttpResponse response = files.handle(request(method, "/"));
        assertThat(response.status()).isEqualTo(status);
        assertThat(header(response, "Allow")).isEqualTo(status == 405 ? "GET, HEAD" : null);
        assertThat(files.handle(request(method, "/nowhere")).status()).isEqualTo(404);
    }

    @Test
    void aZipFileIsADirectoryToo() throws IOException {
        Path zip = folder.resolve("pages.zip");
        StaticFiles files;
        try (FileSystem system = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Files.createDirectories(system.getPath("/web/x"));
            Files.writeString(system.getPath("/web/x/index.html"), "zipped");
            Files.createDirectories(system.getPath("/web/ä"));
            Files.writeString(system.getPath("/web/ä/index.html"), "umlaut");
            Files.writeString(system.getPath("/secret.txt"), "secret");
            files = StaticFiles.index(system.getPath("/web"));
            StaticFiles all = StaticFiles.index(system.getPath("/"));
            assertThat(body(all.handle(request("GET", "/secret.txt")))).isEqualTo("secret");
        }

        assertThat(body(files.handle(request("GET", "/x/")))).isEqualTo("zipped");
        assertThat(files.handle(request("GET", "/x")).status()).isEqualTo(308);
        assertThat(body(files.handle(request("GET", "/%c3%a4/")))).isEqualTo("umlaut");
        assertThat(header(files.handle(request("GET", "/%c3%a4")), "Location")).isEqualTo("/%C3%A4/");
        assertThat(files.handle(request("GET", "/secret.txt")).status()).isEqualTo(404);
    }

    @Test
    void boundsHoldToTheByteAndTheFile() throws IOException {
        Path small = folder.resolve("small");
        Files.createDirectories(small);
        Files.writeString(small.resolve("a"), "123");
        Files.writeString(small.resolve("b"), "45");

        assertThat(StaticFiles.index(small, bounds(5, 2))).isNotNull();
        assertThatThrownBy(() -> StaticFiles.index(small, bounds(4, 2)))
                .isInstanceOf(IOException.class)
                .hasMessage(small + " holds more than 4 bytes.");
        assertThatThrownBy(() -> StaticFiles.index(small, bounds(5, 1)))
                .isInstanceOf(IOException.class)
                .hasMessage(small + " holds more than 1 files.");
    }

    private static StaticFileOptions bounds(long maxTotalBytes, int maxFiles) {
        return new StaticFileOptions(maxTotalBytes, maxFiles, List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "index.html"})
    void whatIsNoDirectoryIsRefusedInOneSentence(String name) {
        Path path = root.resolve(name);

        assertThatThrownBy(() -> StaticFiles.index(path))
                .isInstanceOf(IOException.class)
                .hasMessage(path + " is not a directory.");
    }

    @Test
    void anEmptyDirectoryServesNothing() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(StaticFiles.index(empty).handle(request("GET", "/")).status())
                .isEqualTo(404);
    }

    @Test
    void theRootItselfMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("current"), root);

        assertThat(StaticFiles.index(link).handle(request("GET", "/")).status()).isEqualTo(200);
    }
}
