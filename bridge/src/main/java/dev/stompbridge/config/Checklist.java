package dev.stompbridge.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does before strangers may come, as far as the configuration and its files show it; the same points as
 * in docs/threat-model.md. None of them stops a start: there may be a reason, such as a firewall that this cannot see.
 */
public final class Checklist {
    /**
     * One point of the list.
     *
     * @param id names it in docs/threat-model.md
     * @param sentence what is so, or what to do
     */
    public record Item(String id, boolean done, String sentence) {}

    private final BridgeConfig config;
    private final List<Item> items = new ArrayList<>();

    private Checklist(BridgeConfig config) {
        this.config = config;
    }

    /**
     * All points, in the order of the page.
     *
     * @param file that the configuration was read from, null if there is none
     */
    public static List<Item> of(BridgeConfig config, @Nullable Path file) {
        Checklist list = new Checklist(config);
        list.encryption();
        list.names();
        list.samples();
        list.rights();
        list.contracts();
        list.endpoints();
        list.innerListeners();
        list.files(file);
        return List.copyOf(list.items);
    }

    private boolean exposed() {
        return !new Listener("web", config.web().address(), config.web().port()).loopback()
                || !config.web().proxies().networks().isEmpty();
    }

    private void add(String id, boolean done, String good, String bad) {
        items.add(new Item(id, done, done ? good : bad));
    }

    private void encryption() {
        boolean proxied = !config.web().proxies().networks().isEmpty();
        add(
                "encrypted",
                !exposed() || config.web().tls().enabled() || proxied,
                "browsers come over TLS, here or at a proxy, or from this machine alone",
                "passcodes and messages cross the network in the clear: set web.tls.certificate, or put a proxy with TLS in "
                        + "front and name it in web.proxies.networks");
    }

    private void names() {
        add(
                "allowed-hosts",
                !exposed() || !config.web().allowedHosts().isEmpty(),
                "pages of another name than this server's own are foreign",
                "a page of any name that leads to this address counts as the server's own: list its names in "
                        + "web.allowed-hosts");
        List<String> plain = config.web().allowedOrigins().stream()
                .filter(origin -> origin.startsWith("http://") && !origin.startsWith("http://localhost"))
                .toList();
        add(
                "origins",
                plain.isEmpty(),
                "no page from an unencrypted site may connect",
                "pages of " + String.join(", ", plain)
                        + " may connect, and whoever is on their network can change them: "
                        + "use https in web.allowed-origins");
    }

    private void samples() {
        List<String> samples = config.broker().users().stream()
                .filter(UserConfig::sample)
                .map(UserConfig::name)
                .toList();
        add(
                "samples",
                samples.isEmpty(),
                "no user has a password that is public knowledge",
                "the passwords of " + String.join(", ", samples) + " are public knowledge: give them others with "
                        + "'stompbridge hash-password'");
    }

    private void rights() {
        Set<String> anonymous = new TreeSet<>(config.broker().anonymousGroups());
        List<String> written = granted(grant -> grant.write().stream().anyMatch(anonymous::contains));
        add(
                "anonymous-writes",
                written.isEmpty(),
                "nobody writes anything without a login",
                "anybody may write to " + String.join(", ", written) + " without a login: take the groups of "
                        + "broker.anonymous-groups out of write");
        List<String> everything = granted(grant -> grant.destination().endsWith("://>"));
        add(
                "least-privilege",
                everything.isEmpty(),
                "no grant is for everything",
                "a grant is for " + String.join(", ", everything) + ", everything there is: grant what is needed");
    }

    private List<String> granted(Predicate<GrantConfig> which) {
        return config.broker().authorization().stream()
                .filter(which)
                .map(GrantConfig::destination)
                .toList();
    }

    /** Whoever is named by a grant to write may come as a browser; backends cannot be told apart here. */
    private void contracts() {
        Set<String> bare = new LinkedHashSet<>();
        for (GrantConfig grant : config.broker().authorization()) {
            boolean kept = config.contracts().stream()
                    .anyMatch(contract -> covers(contract.destination(), grant.destination()));
            if (!grant.write().isEmpty() && !kept) {
                bare.add(grant.destination());
            }
        }
        add(
                "contracts",
                bare.isEmpty(),
                "whatever a browser may send must keep a contract",
                "no contract says what may be sent to " + String.join(", ", bare)
                        + ": add one to contracts if browsers may send there");
    }

    /** Enough for a hint: equal, or everything below the same parts. */
    private static boolean covers(String pattern, String granted) {
        return pattern.equals(granted)
                || (pattern.endsWith(">") && granted.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    private void endpoints() {
        EndpointsConfig endpoints = config.web().endpoints();
        add(
                "demo-endpoints",
                !exposed() || !(endpoints.echo() || endpoints.echoRaw() || endpoints.broadcast()),
                "no endpoint answers strangers without asking who they are",
                "web.endpoints has some that ask nobody who he is: switch them off");
    }

    private void innerListeners() {
        String management = config.management().address();
        add(
                "management",
                new Listener("management", management, 0).loopback(),
                "metrics and status are for this machine alone",
                "metrics and status need no login, but management.address is '" + management
                        + "': use loopback, or let a firewall keep strangers out");
        List<String> open = Listener.withoutManagement(config).stream()
                .filter(listener -> !listener.key().equals("web") && !listener.loopback())
                .map(Listener::key)
                .toList();
        add(
                "backends",
                open.isEmpty(),
                "backends connect on this machine",
                String.join(" and ", open)
                        + " can be reached from elsewhere, and nothing there is encrypted: use loopback, or "
                        + "a network of the backends' own");
    }

    private void files(@Nullable Path file) {
        List<String> readable = new ArrayList<>();
        if (file != null && !config.broker().users().isEmpty()) {
            addIfReadableByAll(file, readable);
        }
        TlsConfig tls = config.web().tls();
        List<CertificateConfig> all = new ArrayList<>(tls.moreCertificates());
        all.add(tls.certificate());
        for (CertificateConfig one : all) {
            addIfReadableByAll(Path.of(one.key()), readable);
            addIfReadableByAll(Path.of(one.keystore()), readable);
        }
        addIfReadableByAll(Path.of(config.broker().dataDirectory()), readable);
        add(
                "files",
                readable.isEmpty(),
                "keys, password hashes and messages are for the bridge's own user",
                "every user of this machine may read " + String.join(", ", readable) + ": chmod o-rwx");
    }

    private static void addIfReadableByAll(Path path, List<String> readable) {
        try {
            if (!path.toString().isEmpty()
                    && Files.exists(path)
                    && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
                readable.add(path.toString());
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Without such permissions there is nothing to say about them.
        }
    }
}
