package dev.stompbridge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The public listener: HTTP, static pages and WebSocket on one port. */
public record WebConfig(
        @Setting(
                value = "127.0.0.1",
                form = Form.ADDRESS,
                why =
                        "Address of the public listener. Loopback until somebody decides otherwise; 0.0.0.0 is all of IPv4.")
        String address,

        @Setting(value = "8080", min = "0", max = "65535", why = "Its port; 0 takes any free one.")
        int port,

        @Setting(
                form = Form.ORIGIN,
                max = "100",
                why = "Origins whose pages may connect besides those of this server itself. Compared exactly; "
                        + "https://*.example.org is every host below example.org.")
        List<String> allowedOrigins,

        @Setting(
                form = Form.HOST,
                max = "100",
                why =
                        "Names under which browsers reach this server, without ports. A page of another name is not the server's "
                                + "own, even if that name leads here (DNS rebinding). None: any name.")
        List<String> allowedHosts,

        @Setting(
                value = "10000",
                min = "1",
                max = "1000000",
                why = "Open connections, idle ones included; a further one is refused. "
                        + "Each needs a file descriptor: raise the limit of the process as well.")
        int maxConnections,

        @Setting(
                value = "10s",
                min = "100ms",
                max = "5m",
                why = "Time for a complete request head, so that a peer who dribbles bytes holds nothing for long.")
        Duration headTimeout,

        @Setting(
                value = "60s",
                min = "100ms",
                max = "1h",
                why = "Time that a plain HTTP connection is kept open for the next request.")
        Duration idleTimeout,

        @Setting(
                value = "pages",
                form = Form.PATH_OR_NONE,
                max = "4096",
                why = "Directory of the static pages, read at start; '' serves none. "
                        + "A relative path begins at the home of the distribution.")
        String pages,

        @Setting(
                value = "0",
                min = "0",
                max = "64",
                why = "Threads that read and write sockets; 0 is one per two cores. "
                        + "Fewer threads join more waiting messages into one write.")
        int ioThreads,

        @Section("TLS of the public listener.") TlsConfig tls,
        @Section("Proxies in front of the public listener.") ProxiesConfig proxies,

        @Section("WebSocket endpoints beside /stomp. Off, since none of them asks who is there.")
        EndpointsConfig endpoints) {

    public WebConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedHosts = List.copyOf(allowedHosts);
    }

    WebConfig under(Path home) {
        return new WebConfig(
                address,
                port,
                allowedOrigins,
                allowedHosts,
                maxConnections,
                headTimeout,
                idleTimeout,
                pages,
                ioThreads,
                tls.under(home),
                proxies,
                endpoints);
    }
}
