package dev.stompbridge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** TLS on the public listener; on as soon as there is a certificate. */
public record TlsConfig(
        @Section("The certificate for clients that name no host, or one that no other fits.")
        CertificateConfig certificate,

        @Setting(max = "100", why = "Certificates for clients that name a host (SNI) which they fit better.")
        List<CertificateConfig> moreCertificates,

        @Setting(
                value = "10s",
                min = "1s",
                max = "1h",
                why =
                        "How often the files are looked at. New ones are used for new connections as soon as they fit together; "
                                + "connections that are open stay.")
        Duration reloadEvery,

        @Setting(
                value = "10s",
                min = "100ms",
                max = "1m",
                why = "Time for the handshake, so that a peer who dribbles its hello holds nothing for long.")
        Duration handshakeTimeout,

        @Setting(
                value = "none",
                why =
                        "Certificates of clients: none is asked for, one is wanted, or required for every connection. Only "
                                + "those that an authority in web.tls.trusted signed count.")
        ClientCertificates clientCertificates,

        @Setting(
                form = Form.PATH_OR_NONE,
                max = "4096",
                why = "PEM file of the authorities that sign certificates of clients.")
        String trusted,

        @Setting(
                max = "1000",
                why = "Which user a client certificate stands for; one that is not listed stands for none.")
        List<ClientUserConfig> clientUsers,

        @Setting(
                value = "0s",
                min = "0s",
                max = "17520h",
                why =
                        "Time for which browsers use https for this host and nothing else (RFC 6797); 0s does not tell them. A "
                                + "promise that cannot be taken back before it is over: 8760h when all works.")
        Duration hsts) {

    public TlsConfig {
        moreCertificates = List.copyOf(moreCertificates);
        clientUsers = List.copyOf(clientUsers);
    }

    public boolean enabled() {
        return certificate.isSet();
    }

    TlsConfig under(Path home) {
        return new TlsConfig(
                certificate.under(home),
                moreCertificates.stream().map(one -> one.under(home)).toList(),
                reloadEvery,
                handshakeTimeout,
                clientCertificates,
                trusted.isEmpty() ? "" : home.resolve(trusted).toString(),
                clientUsers,
                hsts);
    }
}
