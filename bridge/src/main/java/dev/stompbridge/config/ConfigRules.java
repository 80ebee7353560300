package dev.stompbridge.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold between keys. Says nothing about a key that is wrong by itself. */
final class ConfigRules {
    private static final Set<String> EVERY_INTERFACE = Set.of("0.0.0.0", "::");

    private final BridgeConfig config;
    private final Map<String, Source> sources;
    private final Problems problems;

    ConfigRules(BridgeConfig config, Map<String, Source> sources, Problems problems) {
        this.config = config;
        this.sources = sources;
        this.problems = problems;
    }

    /** Two files of the smallest size, as for every store. */
    private static final long MIN_DELAYED_BYTES = 4L << 20;

    /** Less would disconnect browsers for a hiccup of their network. */
    private static final Duration MIN_AGE = Duration.ofSeconds(1);

    private record Listener(String key, String address, int port) {
        boolean loopback() {
            return address.equals("localhost")
                    || address.equals("::1")
                    || address.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
        }

        boolean collides(Listener other) {
            return port != 0
                    && port == other.port
                    && (address.equals(other.address)
                            || EVERY_INTERFACE.contains(address)
                            || EVERY_INTERFACE.contains(other.address));
        }
    }

    void check() {
        listenersDiffer();
        samplePasswordsStayOnLoopback();
        sizesFit();
        outboxesHold();
        heartBeatsKeepTheFloor();
        namesDiffer();
        routesLeadElsewhere();
    }

    private List<Listener> publicListeners() {
        List<Listener> listeners = new ArrayList<>();
        listeners.add(new Listener("web", config.web().address(), config.web().port()));
        BrokerConfig broker = config.broker();
        if (broker.openwire().enabled()) {
            listeners.add(new Listener(
                    "broker.openwire",
                    broker.openwire().address(),
                    broker.openwire().port()));
        }
        if (broker.stomp().enabled()) {
            listeners.add(new Listener(
                    "broker.stomp", broker.stomp().address(), broker.stomp().port()));
        }
        return listeners;
    }

    private void listenersDiffer() {
        List<Listener> all = publicListeners();
        all.add(
                1,
                new Listener(
                        "management",
                        config.management().address(),
                        config.management().port()));
        for (int i = 0; i < all.size(); i++) {
            for (Listener earlier : all.subList(0, i)) {
                Listener later = all.get(i);
                if (later.collides(earlier)) {
                    report(
                            later.key + ".port",
                            "'" + later.port + "' is also the port of " + earlier.key + "; give each listener its own",
                            earlier.key + ".port");
                }
            }
        }
    }

    private void samplePasswordsStayOnLoopback() {
        List<Listener> open =
                publicListeners().stream().filter(l -> !l.loopback()).toList();
        List<UserConfig> users = config.broker().users();
        for (int i = 0; i < users.size(); i++) {
            if (users.get(i).sample() && !open.isEmpty()) {
                Listener listener = open.get(0);
                report(
                        "broker.users[" + i + "].sample",
                        "user '" + users.get(i).name() + "' has a sample password, but " + listener.key
                                + ".address is '"
                                + listener.address + "'; set that to 127.0.0.1, or give the user a password of his own "
                                + "(stompbridge hash-password) and remove 'sample: true'",
                        listener.key + ".address");
            }
        }
    }

    private void sizesFit() {
        StompConfig stomp = config.stomp();
        BrokerConfig broker = config.broker();
        atMost("stomp.max-header-line", stomp.maxHeaderLine(), "stomp.max-header-bytes", stomp.maxHeaderBytes());
        atMost(
                "stomp.max-body",
                stomp.maxBody(),
                "outbox.max-bytes",
                config.outbox().maxBytes());
        long frame = stomp.maxBody().bytes() + stomp.maxHeaderBytes().bytes();
        if (frame > broker.maxFrame().bytes()) {
            report(
                    "stomp.max-body",
                    "'" + stomp.maxBody() + "' and stomp.max-header-bytes (" + stomp.maxHeaderBytes()
                            + ") do not fit into broker.max-frame (" + broker.maxFrame() + ")",
                    "stomp.max-header-bytes",
                    "broker.max-frame");
        }
        long delayed = broker.delayedLimit().bytes();
        if (delayed != 0 && delayed < MIN_DELAYED_BYTES) {
            report("broker.delayed-limit", "'" + broker.delayedLimit() + "' is less than 4MiB; write 0B for off");
        }
    }

    private void outboxesHold() {
        OutboxConfig outbox = config.outbox();
        atMost("outbox.max-bytes", outbox.maxBytes(), "outbox.total-bytes", outbox.totalBytes());
        if (!outbox.maxAge().isZero() && outbox.maxAge().compareTo(MIN_AGE) < 0) {
            report("outbox.max-age", "is shorter than 1s; raise it, or write 0s for no bound");
        }
        for (int i = 0; i < outbox.policies().size(); i++) {
            OutboxPolicyConfig policy = outbox.policies().get(i);
            String path = "outbox.policies[" + i + "].";
            atMost(path + "max-bytes", policy.maxBytes(), "outbox.max-bytes", outbox.maxBytes());
            if (policy.policy() == OutboxPolicy.DISCONNECT && !policy.maxAge().isZero()) {
                report(
                        path + "max-age",
                        "is for drop-oldest and conflate; that of disconnect is outbox.max-age",
                        path + "policy");
            }
        }
    }

    private void atMost(String key, ByteSize size, String limitKey, ByteSize limit) {
        if (size.bytes() > limit.bytes()) {
            report(key, "'" + size + "' is more than " + limitKey + " (" + limit + ")", limitKey);
        }
    }

    private void heartBeatsKeepTheFloor() {
        keepsTheFloor("stomp.heart-beat-send", config.stomp().heartBeatSend());
        keepsTheFloor("stomp.heart-beat-receive", config.stomp().heartBeatReceive());
    }

    private void keepsTheFloor(String key, Duration period) {
        if (!period.isZero() && period.compareTo(config.stomp().heartBeatFloor()) < 0) {
            report(
                    key,
                    "is shorter than stomp.heart-beat-floor; raise it, or write 0s for never",
                    "stomp.heart-beat-floor");
        }
    }

    private void namesDiffer() {
        differ(
                "broker.users",
                "name",
                config.broker().users().stream().map(UserConfig::name).toList());
        differ("routes", "name", config.routes().stream().map(RouteConfig::name).toList());
        differ(
                "outbox.policies",
                "destination",
                config.outbox().policies().stream()
                        .map(OutboxPolicyConfig::destination)
                        .toList());
        List<String> granted = config.broker().authorization().stream()
                .map(GrantConfig::destination)
                .toList();
        differ("broker.authorization", "destination", granted);
    }

    private void differ(String list, String key, List<String> names) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Integer earlier = first.putIfAbsent(names.get(i), i);
            if (earlier != null) {
                String other = list + "[" + earlier + "]." + key;
                report(list + "[" + i + "]." + key, "'" + names.get(i) + "' is also " + other, other);
            }
        }
    }

    private void routesLeadElsewhere() {
        for (int i = 0; i < config.routes().size(); i++) {
            RouteConfig route = config.routes().get(i);
            String path = "routes[" + i + "].";
            if (route.target().equals(route.source())) {
                report(path + "target", "is the source itself, which would never end", path + "source");
            }
            if (route.invalid().equals(route.source())) {
                report(path + "invalid", "is the source itself, which would never end", path + "source");
            }
            JsonSyntax.problem(route.schema()).ifPresent(problem -> report(path + "schema", problem));
        }
    }

    private void report(String key, String problem, String... others) {
        if (problems.concern(key) || List.of(others).stream().anyMatch(problems::concern)) {
            return;
        }
        Source source = sources.get(key);
        for (String other : others) {
            source = source == null ? sources.get(other) : source;
        }
        problems.add(source == null ? Source.unset() : source, key, problem);
    }
}
