package dev.stompbridge.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold before strangers may come. Says nothing about a key that is wrong by itself. */
final class SecurityRules {
    /** A schema is checked on the thread of many sessions. */
    private static final ByteSize MAX_CHECKED = ByteSize.ofKiB(64);

    private final BridgeConfig config;
    private final Findings findings;

    SecurityRules(BridgeConfig config, Findings findings) {
        this.config = config;
        this.findings = findings;
    }

    void check() {
        samplePasswordsStayOnLoopback();
        boundsAreSetForStrangers();
        oneMessageFitsIntoARate("limits.session", config.limits().session());
        oneMessageFitsIntoARate("limits.user", config.limits().user());
        certificatesAreWhole();
        clientCertificatesLeadToUsers();
        proxiesAreNamed();
        contractsCanBeChecked();
    }

    private void samplePasswordsStayOnLoopback() {
        Optional<Listener> open = Listener.withoutManagement(config).stream()
                .filter(listener -> !listener.loopback())
                .findFirst();
        List<UserConfig> users = config.broker().users();
        for (int i = 0; i < users.size(); i++) {
            if (users.get(i).sample() && open.isPresent()) {
                Listener listener = open.get();
                findings.add(
                        "broker.users[" + i + "].sample",
                        "user '" + users.get(i).name() + "' has a sample password, but " + listener.key()
                                + ".address is '" + listener.address()
                                + "'; set that to 127.0.0.1, or give the user a password of his own "
                                + "(stompbridge hash-password) and remove 'sample: true'",
                        listener.key() + ".address");
            }
        }
    }

    /** Everybody on this machine is trusted; whoever comes from elsewhere, or through a proxy, is not. */
    private void boundsAreSetForStrangers() {
        String exposed = exposedBy();
        if (exposed == null) {
            return;
        }
        unsetBounds(config.limits())
                .forEach((key, example) -> findings.add(
                        key,
                        "is 0, no bound, but " + exposed + "; set it, to " + example + " for instance",
                        exposed.substring(0, exposed.indexOf(' '))));
    }

    private @Nullable String exposedBy() {
        WebConfig web = config.web();
        if (!new Listener("web", web.address(), web.port()).loopback()) {
            return "web.address is '" + web.address() + "'";
        }
        return web.proxies().networks().isEmpty()
                ? null
                : "web.proxies.networks says that browsers come from elsewhere";
    }

    private static Map<String, String> unsetBounds(LimitsConfig limits) {
        Map<String, String> unset = new LinkedHashMap<>();
        put(unset, "limits.connections-per-address", limits.connectionsPerAddress(), "100");
        put(unset, "limits.sessions-per-user", limits.sessionsPerUser(), "20");
        put(unset, "limits.connections-without-login", limits.connectionsWithoutLogin(), "1000");
        put(unset, "limits.failed-logins", limits.failedLogins(), "20");
        put(unset, "limits.waiting-logins", limits.waitingLogins(), "10");
        put(unset, "limits.session.frames", limits.session().frames(), "200");
        put(unset, "limits.session.bytes", limits.session().bytes().bytes(), "1MiB");
        put(unset, "limits.session.sends", limits.session().sends(), "100");
        put(unset, "limits.user.frames", limits.user().frames(), "1000");
        put(unset, "limits.user.bytes", limits.user().bytes().bytes(), "5MiB");
        put(unset, "limits.user.sends", limits.user().sends(), "500");
        return unset;
    }

    private static void put(Map<String, String> unset, String key, long bound, String example) {
        if (bound == 0) {
            unset.put(key, example);
        }
    }

    /** Ten seconds' worth may come at once, and a message does. */
    private void oneMessageFitsIntoARate(String section, RateConfig rate) {
        ByteSize message = config.websocket().maxMessage();
        if (rate.bytes().bytes() != 0 && 10 * rate.bytes().bytes() < message.bytes()) {
            findings.add(
                    section + ".bytes",
                    "'" + rate.bytes() + "' is less than a tenth of websocket.max-message (" + message
                            + "), which could then never arrive",
                    "websocket.max-message");
        }
    }

    private void certificatesAreWhole() {
        TlsConfig tls = config.web().tls();
        if (tls.enabled()) {
            isWhole("web.tls.certificate", tls.certificate());
        } else if (!tls.moreCertificates().isEmpty()) {
            findings.add("web.tls.more-certificates", "needs web.tls.certificate, for clients that name no host");
        }
        for (int i = 0; i < tls.moreCertificates().size(); i++) {
            isWhole(
                    "web.tls.more-certificates[" + i + "]",
                    tls.moreCertificates().get(i));
        }
        if (!tls.hsts().isZero() && !tls.enabled() && config.web().proxies().headers() == ForwardedKind.NONE) {
            findings.add(
                    "web.tls.hsts",
                    "is for https: add web.tls.certificate, or name the proxies that speak TLS in web.proxies");
        }
    }

    private void isWhole(String key, CertificateConfig one) {
        boolean pem = !one.chain().isEmpty() && !one.key().isEmpty();
        boolean anyPem = !one.chain().isEmpty() || !one.key().isEmpty();
        if (one.keystore().isEmpty() ? !pem : anyPem) {
            findings.add(key, "needs chain and key, or a keystore instead of both");
        }
    }

    private void clientCertificatesLeadToUsers() {
        TlsConfig tls = config.web().tls();
        if (tls.clientCertificates() == ClientCertificates.NONE) {
            if (!tls.clientUsers().isEmpty()) {
                findings.add("web.tls.client-users", "has no effect while web.tls.client-certificates is 'none'");
            }
            return;
        }
        if (!tls.enabled() || tls.trusted().isEmpty()) {
            findings.add(
                    "web.tls.client-certificates",
                    "needs web.tls.certificate, and in web.tls.trusted the authorities that sign those of clients");
        }
        Set<String> users =
                config.broker().users().stream().map(UserConfig::name).collect(Collectors.toSet());
        for (int i = 0; i < tls.clientUsers().size(); i++) {
            String user = tls.clientUsers().get(i).user();
            if (!users.contains(user)) {
                findings.add(
                        "web.tls.client-users[" + i + "].user",
                        "'" + user + "' is none of broker.users",
                        "broker.users");
            }
        }
    }

    private void proxiesAreNamed() {
        ProxiesConfig proxies = config.web().proxies();
        if (proxies.networks().isEmpty() && (proxies.proxyProtocol() || proxies.headers() != ForwardedKind.NONE)) {
            findings.add(
                    "web.proxies." + (proxies.proxyProtocol() ? "proxy-protocol" : "headers"),
                    "believes nobody while web.proxies.networks is empty; name the networks of the proxies there");
        }
    }

    private void contractsCanBeChecked() {
        for (int i = 0; i < config.contracts().size(); i++) {
            ContractConfig contract = config.contracts().get(i);
            String path = "contracts[" + i + "].";
            if (contract.schema().isEmpty()) {
                continue;
            }
            JsonSyntax.problem(contract.schema()).ifPresent(problem -> findings.add(path + "schema", problem));
            if (contract.maxBytes().bytes() > MAX_CHECKED.bytes()) {
                findings.add(
                        path + "max-bytes",
                        "'" + contract.maxBytes() + "' is more than the " + MAX_CHECKED
                                + " of which a schema can be checked",
                        path + "schema");
            }
        }
    }
}
