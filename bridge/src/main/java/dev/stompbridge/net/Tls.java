package dev.stompbridge.net;

import dev.stompbridge.net.TlsSettings.ClientCertificates;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ports need to serve TLS 1.2 and 1.3, loaded anew when its files change. Connections keep what they began with; one
 * thread reads files, others compute the handshakes. Safe for use by any thread.
 */
public final class Tls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** A record is at most 33 KiB in the JDK's eyes, and less in everybody else's. */
    private static final int SCRATCH_BYTES = 64 * 1024;

    private final TlsSettings settings;
    private final Metrics metrics;
    private final ExecutorService files = Executors.newSingleThreadExecutor(task -> daemon(task, "tls"));
    private final ExecutorService handshakes;
    private final ThreadLocal<ByteBuffer> scratch = ThreadLocal.withInitial(() -> ByteBuffer.allocate(SCRATCH_BYTES));
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile TlsMaterial material;
    private volatile long lookedAtNanos = System.nanoTime();

    /** Of the last attempt; the thread {@code tls} owns it. */
    private TlsFiles seen;

    private @Nullable String lastFailure;

    private Tls(TlsSettings settings, Metrics metrics, TlsFiles seen) throws IOException {
        this.settings = settings;
        this.metrics = metrics;
        this.seen = seen;
        this.material = TlsMaterial.load(settings, seen);
        AtomicInteger number = new AtomicInteger();
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.handshakes =
                Executors.newFixedThreadPool(threads, task -> daemon(task, "handshake-" + number.incrementAndGet()));
    }

    /** Loads everything; fails with one sentence, without its full stop, that names the file and what is wrong with it. */
    public static Tls start(TlsSettings settings, Metrics metrics) throws IOException {
        Tls tls = new Tls(settings, metrics, TlsFiles.read(settings.files()));
        metrics.gauge(Metric.TLS_CERTIFICATE_EXPIRES_SECONDS, tls::secondsUntilExpired);
        warnOfDates(tls.material);
        return tls;
    }

    /** Lets time pass: has the files looked at when it is time. The timer calls it several times a second. */
    public void tick(long nowNanos) {
        Duration every = settings.reloadEvery();
        if (!every.isZero() && nowNanos - lookedAtNanos >= every.toNanos() && looking.compareAndSet(false, true)) {
            lookedAtNanos = nowNanos;
            try {
                files.execute(this::look);
            } catch (RejectedExecutionException e) {
                LOG.debug("Closed");
            }
        }
    }

    /** What new connections use. */
    public SSLContext context() {
        return material.context();
    }

    /** Connections that are in the middle of a handshake do not come further. */
    @Override
    public void close() {
        files.shutdownNow();
        handshakes.shutdownNow();
    }

    Metrics metrics() {
        return metrics;
    }

    Duration handshakeTimeout() {
        return settings.handshakeTimeout();
    }

    /** The server's end of a new connection. */
    SSLEngine engine() {
        SSLEngine engine = context().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(Arrays.stream(parameters.getCipherSuites())
                .filter(Tls::isAllowed)
                .toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        switch (settings.clientCertificates()) {
            case NONE -> {}
            case WANTED -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** RFC 9325 §4.2: forward secrecy and authenticated encryption only; TLS 1.3 has no others. */
    private static boolean isAllowed(String suite) {
        boolean tls13 = !suite.contains("_WITH_");
        boolean authenticated = suite.contains("_GCM_") || suite.contains("_CHACHA20_");
        return tls13 || (authenticated && suite.startsWith("TLS_ECDHE_"));
    }

    /** Room for a record, empty; the calling thread has it until it asks again. */
    ByteBuffer scratch() {
        return scratch.get().clear();
    }

    /** Runs one handshake's share of computing; fails when closed. */
    void compute(Runnable task) {
        handshakes.execute(task);
    }

    /** Of the client's certificate, which has been verified; null if there is none. */
    @Nullable
    X500Principal subjectOf(SSLSession session) {
        if (settings.clientCertificates() == ClientCertificates.NONE) {
            return null;
        }
        try {
            return session.getPeerPrincipal() instanceof X500Principal subject ? subject : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    /** Null if it is nobody's. */
    @Nullable
    String userOf(X500Principal subject) {
        return settings.clientUsers().get(subject);
    }

    private void look() {
        try {
            if (!seen.areUntouched()) {
                TlsFiles now = TlsFiles.read(settings.files());
                boolean same = now.holdTheSameAs(seen);
                seen = now;
                if (!same) {
                    use(TlsMaterial.load(settings, now));
                }
            }
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("Looking at TLS files failed; it goes on", e);
        } finally {
            looking.set(false);
        }
    }

    private void use(TlsMaterial loaded) {
        material = loaded;
        lastFailure = null;
        metrics.count(Metric.TLS_RELOADS);
        X509Certificate first = loaded.firstToExpire();
        LOG.info(
                "Serving changed TLS files; the first certificate to expire is that of {}, on {}",
                first.getSubjectX500Principal(),
                first.getNotAfter().toInstant());
        warnOfDates(loaded);
    }

    /** Files that are half written look broken too: the next look may find them whole. */
    private void failed(String sentence) {
        metrics.count(Metric.TLS_RELOAD_FAILURES);
        if (!sentence.equals(lastFailure)) {
            lastFailure = sentence;
            LOG.warn("Changed TLS files are not used: {}", sentence);
        }
    }

    private static void warnOfDates(TlsMaterial material) {
        Instant now = Instant.now();
        for (TlsIdentity identity : material.identities()) {
            X509Certificate leaf = identity.leaf();
            if (leaf.getNotAfter().toInstant().isBefore(now)) {
                LOG.warn("The TLS certificate of {} has expired", leaf.getSubjectX500Principal());
            } else if (leaf.getNotBefore().toInstant().isAfter(now)) {
                LOG.warn("The TLS certificate of {} is not valid yet", leaf.getSubjectX500Principal());
            }
        }
    }

    private long secondsUntilExpired() {
        return Duration.between(
                        Instant.now(), material.firstToExpire().getNotAfter().toInstant())
                .toSeconds();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
