package dev.stompbridge.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's nginx or haproxy in front of a bridge, set up as a test says. */
final class RealProxy implements AutoCloseable {
    private static final String NGINX = """
            daemon off;
            master_process off;
            pid %1$s/nginx.pid;
            error_log stderr;
            events { worker_connections 256; }
            http {
              access_log off;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              server {
                listen 127.0.0.1:%2$d;
                location / {
                  proxy_pass http://127.0.0.1:%3$d;
                  %4$s
                }
              }
            }
            """;

    private static final String HAPROXY = """
            global
              maxconn 200
            defaults
              mode http
              timeout connect 5s
              timeout client 60s
              timeout server 60s
              timeout http-keep-alive 60s
            %4$s
            frontend browsers
              bind 127.0.0.1:%2$d
              default_backend bridge
            backend bridge
              server one 127.0.0.1:%3$d
            """;

    private final ChildProcess process;
    private final int port;

    private RealProxy(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
        await().atMost(Limits.START).until(this::listens);
    }

    /** With these directives beside {@code proxy_pass}. */
    static RealProxy nginx(Path directory, int target, String directives) {
        int port = Ports.free().web();
        Path file = write(directory, NGINX.formatted(directory, port, target, directives));
        return new RealProxy(
                ChildProcess.start(directory, List.of("/usr/sbin/nginx", "-e", "stderr", "-c", file.toString())), port);
    }

    /** With these lines among its defaults. */
    static RealProxy haproxy(Path directory, int target, String defaults) {
        int port = Ports.free().web();
        Path file = write(directory, HAPROXY.formatted(directory, port, target, defaults));
        return new RealProxy(
                ChildProcess.start(directory, List.of("/usr/sbin/haproxy", "-db", "-f", file.toString())), port);
    }

    private static Path write(Path directory, String configuration) {
        try {
            return Files.writeString(Files.createTempFile(directory, "proxy", ".conf"), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the proxy ended: " + process.err());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    URI page() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    @Override
    public void close() {
        process.close();
    }
}
