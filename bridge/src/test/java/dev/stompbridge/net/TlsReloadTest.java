package dev.stompbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.net.TlsSettings.PemIdentity;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.TestAuthority;
import dev.stompbridge.testkit.TestAuthority.Issued;
import dev.stompbridge.testkit.WsClient;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are replaced while the port is in use. */
final class TlsReloadTest {
    private static final int BROWSERS = 20;
    private static final int RELOADS = 20;

    @TempDir
    Path directory;

    private TestAuthority authority;
    private PemIdentity files;
    private Issued before;
    private TlsPort port;
    private SSLContext client;

    @BeforeEach
    void start() throws Exception {
        authority = TestAuthority.create("Test authority");
        before = authority.server("a.test");
        files = TlsPort.write(directory, before, "server");
        port = new TlsPort(TlsPort.settings(List.of(files)));
        client = authority.context(null);
    }

    @AfterEach
    void stop() {
        port.close();
    }

    @Test
    void newCertificateIsShownToNewConnectionsAndOldOnesStay() throws Exception {
        try (SSLSocket old = port.connect(client, null)) {
            assertThat(TlsPort.ask(old)).isEqualTo("HTTP/1.1 200 OK");
            Issued after = authority.server("a.test");
            replace(after, 1);

            assertThat(shown()).isEqualTo(after.serial());
            assertThat(TlsPort.ask(old)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    /** A client that resumes is not shown a certificate, so it must not resume what was agreed with the old one. */
    @Test
    void nobodyResumesASessionOfTheOldCertificate() throws Exception {
        assertThat(shown()).isEqualTo(before.serial());
        Issued after = authority.server("a.test");
        replace(after, 1);

        assertThat(shown()).isEqualTo(after.serial());
    }

    /** Between the two files the pair does not fit; the next look finds it whole. */
    @Test
    void certificateThatComesBeforeItsKeyIsWaitedFor() throws Exception {
        Issued after = authority.server("a.test");
        String oldKey = Files.readString(files.key());
        after.write(files.chain(), files.key());
        Files.writeString(files.key(), oldKey);
        await().until(() -> {
            port.lookAtFiles();
            return port.value(Metric.TLS_RELOAD_FAILURES) == 1;
        });
        assertThat(shown()).isEqualTo(before.serial());

        replace(after, 1);
        assertThat(shown()).isEqualTo(after.serial());
        assertThat(port.value(Metric.TLS_RELOAD_FAILURES)).isEqualTo(1);
    }

    @Test
    void missingFileLeavesTheOldCertificateInUse() throws Exception {
        Files.delete(files.key());
        await().until(() -> {
            port.lookAtFiles();
            return port.value(Metric.TLS_RELOAD_FAILURES) > 0;
        });

        assertThat(shown()).isEqualTo(before.serial());
        assertThat(port.value(Metric.TLS_RELOADS)).isZero();
    }

    @Test
    void filesWrittenAgainWithTheSameContentChangeNothing() throws Exception {
        before.write(files.chain(), files.key());
        port.lookAtFiles();
        Issued after = authority.server("a.test");
        replace(after, 1);

        assertThat(port.value(Metric.TLS_RELOADS)).isEqualTo(1);
    }

    @Test
    void timeUntilTheCertificateExpiresIsOnTheMetricsPage() throws Exception {
        assertThat(secondsLeft()).isCloseTo(Duration.ofDays(90).toSeconds(), within(60L));

        replace(authority.expired("a.test"), 1);

        assertThat(secondsLeft()).isCloseTo(-Duration.ofDays(1).toSeconds(), within(60L));
    }

    @Test
    void nothingIsLostWhenCertificatesAreReplacedUnderLoad() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Integer>> exchanges = new ArrayList<>();
        AtomicInteger begun = new AtomicInteger();
        ExecutorService browsers = Executors.newFixedThreadPool(BROWSERS);
        try {
            for (int i = 0; i < BROWSERS; i++) {
                exchanges.add(CompletableFuture.supplyAsync(() -> exchange(begun, done), browsers));
            }
            await().until(() -> begun.get() == BROWSERS);
            for (int i = 1; i <= RELOADS; i++) {
                Issued after = authority.server("a.test");
                replace(after, i);
                assertThat(shown()).isEqualTo(after.serial());
            }
            done.set(true);
            for (CompletableFuture<Integer> exchange : exchanges) {
                assertThat(exchange.get(20, TimeUnit.SECONDS)).isGreaterThan(RELOADS);
            }
        } finally {
            done.set(true);
            browsers.shutdown();
        }
        assertThat(port.value(Metric.TLS_HANDSHAKES)).isEqualTo(BROWSERS + RELOADS);
        assertThat(port.value(Metric.TLS_HANDSHAKES_FAILED)).isZero();
    }

    /** One connection all the time: numbered messages, each of which comes back before the next two leave. */
    private int exchange(AtomicInteger begun, AtomicBoolean done) {
        try (WsClient browser = WsClient.over(new RawClient(port.connect(client, "a.test")), "/echo", null)) {
            int sent = 0;
            browser.sendText("message " + sent);
            begun.incrementAndGet();
            while (!done.get()) {
                browser.sendText("message " + (sent + 1));
                assertThat(browser.message().text()).isEqualTo("message " + sent);
                sent++;
            }
            assertThat(browser.message().text()).isEqualTo("message " + sent);
            return sent;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void replace(Issued after, int reloads) throws Exception {
        after.write(files.chain(), files.key());
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            port.lookAtFiles();
            return port.value(Metric.TLS_RELOADS) == reloads;
        });
    }

    private BigInteger shown() throws Exception {
        return port.shown(client, null).getSerialNumber();
    }

    private long secondsLeft() {
        String name = "stompbridge_tls_certificate_expires_seconds ";
        return port.metricsPage()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> new BigDecimal(line.substring(name.length())).longValue())
                .findFirst()
                .orElseThrow();
    }
}
