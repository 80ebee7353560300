package dev.stompbridge;

import dev.stompbridge.broker.BrokerLinks;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.CertificateConfig;
import dev.stompbridge.config.LimitsConfig;
import dev.stompbridge.config.ProxiesConfig;
import dev.stompbridge.config.RateConfig;
import dev.stompbridge.config.TlsConfig;
import dev.stompbridge.config.TokensConfig;
import dev.stompbridge.contract.Contract;
import dev.stompbridge.contract.Contracts;
import dev.stompbridge.net.Gate;
import dev.stompbridge.net.TlsSettings;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.security.ConnectionLimits;
import dev.stompbridge.security.ForwardedHeaders;
import dev.stompbridge.security.HandshakeToken;
import dev.stompbridge.security.LoginLimits;
import dev.stompbridge.security.Network;
import dev.stompbridge.security.Networks;
import dev.stompbridge.security.OriginPolicy;
import dev.stompbridge.security.Rate;
import dev.stompbridge.security.RateLimits;
import dev.stompbridge.security.UserLimits;
import dev.stompbridge.session.Entrance;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Makes the parts that keep strangers in their bounds out of the configuration. */
final class SecurityParts {
    private SecurityParts() {}

    static Gate gate(BridgeConfig config) {
        LimitsConfig limits = config.limits();
        TokensConfig tokens = config.tokens();
        return new Gate(
                new ConnectionLimits(new ConnectionLimits.Settings(
                        limits.connectionsPerAddress(), limits.connectionsWithoutLogin())),
                new RateLimits(RateLimits.Settings.of(rate(limits.session()), rate(limits.user())), System::nanoTime),
                new OriginPolicy(config.web().allowedOrigins(), config.web().allowedHosts()),
                proxies(config.web().proxies()),
                tokens.issuers().isEmpty() ? HandshakeToken.NONE : HandshakeToken.of(tokens.cookie()));
    }

    private static Rate rate(RateConfig config) {
        return new Rate(config.frames(), config.bytes().bytes(), config.sends());
    }

    private static Gate.Proxies proxies(ProxiesConfig config) {
        Networks networks =
                new Networks(config.networks().stream().map(Network::parse).toList());
        ForwardedHeaders.Kind kind = switch (config.headers()) {
            case NONE -> ForwardedHeaders.Kind.NONE;
            case X_FORWARDED -> ForwardedHeaders.Kind.X_FORWARDED;
            case FORWARDED -> ForwardedHeaders.Kind.FORWARDED;
        };
        return new Gate.Proxies(networks, config.proxyProtocol(), new ForwardedHeaders(kind, networks));
    }

    /** Null if the public listener has no certificate. */
    static @Nullable TlsSettings tls(BridgeConfig config) {
        TlsConfig tls = config.web().tls();
        if (!tls.enabled()) {
            return null;
        }
        Map<X500Principal, String> users = new HashMap<>();
        tls.clientUsers().forEach(entry -> users.put(subject(entry.subject()), entry.user()));
        return new TlsSettings(
                Stream.concat(Stream.of(tls.certificate()), tls.moreCertificates().stream())
                        .map(SecurityParts::identity)
                        .toList(),
                switch (tls.clientCertificates()) {
                    case NONE -> TlsSettings.ClientCertificates.NONE;
                    case WANTED -> TlsSettings.ClientCertificates.WANTED;
                    case REQUIRED -> TlsSettings.ClientCertificates.REQUIRED;
                },
                tls.trusted().isEmpty() ? null : Path.of(tls.trusted()),
                users,
                tls.handshakeTimeout(),
                tls.reloadEvery());
    }

    private static TlsSettings.Identity identity(CertificateConfig config) {
        if (!config.keystore().isEmpty()) {
            return new TlsSettings.StoreIdentity(Path.of(config.keystore()), config.password());
        }
        return new TlsSettings.PemIdentity(
                Path.of(config.chain()),
                Path.of(config.key()),
                config.password().isEmpty() ? null : config.password());
    }

    private static X500Principal subject(String text) {
        try {
            return new X500Principal(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The subject in web.tls.client-users is not a name like CN=prices,O=Example.", e);
        }
    }

    static Contracts contracts(BridgeConfig config) {
        return Contracts.of(config.contracts().stream()
                .map(contract -> new Contract.Settings(
                        contract.destination(),
                        contract.schema(),
                        contract.maxBytes().toInt(),
                        contract.contentType()))
                .toList());
    }

    static Entrance entrance(BridgeConfig config, BrokerLinks links, Metrics metrics) {
        LimitsConfig limits = config.limits();
        return new Entrance(
                links,
                new LoginLimits(
                        new LoginLimits.Settings(limits.failedLogins(), limits.waitingLogins()), System::nanoTime),
                new UserLimits(limits.sessionsPerUser()),
                metrics);
    }
}
