package dev.stompbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages must be so that they work under the policy {@code default-src 'self'} and without a build step. */
class PageSourcesTest {

    private static final Pattern LINK = Pattern.compile("(?:\\b(?:src|href)=|\\bfrom |\\bfetch\\()\"([^\"#][^\"]*)\"");
    private static final Pattern SCRIPT_WITHOUT_SOURCE = Pattern.compile("<script(?![^>]*\\bsrc=)[^>]*>");
    private static final Pattern STYLE = Pattern.compile("<style|\\sstyle=|\\son[a-z]+=");

    @ParameterizedTest
    @MethodSource("sources")
    void everyLinkLeadsToAFileOfThePages(Path source) throws IOException {
        assertThat(links(source)).allSatisfy(link -> {
            assertThat(URI.create(link).isAbsolute()).isFalse();
            assertThat(target(source, link)).isRegularFile().startsWith(pages());
        });
    }

    @ParameterizedTest
    @MethodSource("sources")
    void nothingNeedsInlineScriptsOrStyles(Path source) throws IOException {
        String text = Files.readString(source);

        assertThat(SCRIPT_WITHOUT_SOURCE.matcher(text).results()).isEmpty();
        assertThat(STYLE.matcher(text).results()).isEmpty();
        assertThat(text).doesNotContain("javascript:", "innerHTML", "eval(", "new Function");
    }

    @Test
    void libraryStandsBesideItsLicence() {
        assertThat(pages().resolve("vendor/stompjs-7.2.1/stomp.umd.min.js")).isNotEmptyFile();
        assertThat(pages().resolve("vendor/stompjs-7.2.1/LICENSE.txt"))
                .content()
                .contains("Apache License");
        assertThat(pages().resolve("vendor/world-atlas-2.0.2/LICENSE.txt"))
                .content()
                .contains("Permission to use, copy, modify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"countries-110m.json", "countries-50m.json"})
    void outlinesOfTheWorldAreThoseOfTheirSource(String file) throws Exception {
        Path folder = pages().resolve("vendor/world-atlas-2.0.2");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(file)));

        assertThat(folder.resolve("README.txt"))
                .content()
                .contains(HexFormat.of().formatHex(hash) + "  " + file)
                .contains("public domain");
    }

    /** Pages, scripts and style sheets of our own. */
    static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(pages())) {
            return files
                    .filter(file -> !file.startsWith(pages().resolve("vendor")))
                    .filter(file -> file.toString().matches(".*\\.(html|js|css)"))
                    .toList()
                    .stream();
        }
    }

    private static List<String> links(Path source) throws IOException {
        return LINK.matcher(Files.readString(source))
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
    }

    /** Links, imports and what is fetched are relative to their file; a folder is a page. */
    private static Path target(Path source, String link) {
        Path target = Objects.requireNonNull(source.getParent()).resolve(link).normalize();
        return link.endsWith("/") ? target.resolve("index.html") : target;
    }

    private static Path pages() {
        try {
            return Path.of(Objects.requireNonNull(PageSourcesTest.class.getResource("/pages"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
