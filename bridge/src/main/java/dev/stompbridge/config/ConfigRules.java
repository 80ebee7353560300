package dev.stompbridge.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold between keys. Says nothing about a key that is wrong by itself. */
final class ConfigRules {
    private final BridgeConfig config;
    private final Findings findings;

    ConfigRules(BridgeConfig config, Findings findings) {
        this.config = config;
        this.findings = findings;
    }

    /** Two files of the smallest size, as for every store. */
    private static final long MIN_DELAYED_BYTES = 4L << 20;

    /** Less would disconnect browsers for a hiccup of their network. */
    private static final Duration MIN_AGE = Duration.ofSeconds(1);

    void check() {
        listenersDiffer();
        sizesFit();
        outboxesHold();
        heartBeatsKeepTheFloor();
        namesDiffer();
        routesLeadElsewhere();
    }

    private void listenersDiffer() {
        List<Listener> all = new ArrayList<>(Listener.withoutManagement(config));
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
                            later.key() + ".port",
                            "'" + later.port() + "' is also the port of " + earlier.key()
                                    + "; give each listener its own",
                            earlier.key() + ".port");
                }
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
        findings.add(key, problem, others);
    }
}
