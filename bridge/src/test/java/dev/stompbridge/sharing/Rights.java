package dev.stompbridge.sharing;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Users and what they may read of the topics: as the configuration of a bridge, and as a model of what must come of it. The
 * user {@code publisher} may write everything. Every passcode is {@code tester-demo}.
 */
record Rights(List<User> users, List<Grant> grants) {
    private static final String ALL = ">";
    private static final String HASH =
            "pbkdf2-sha256$10000$ktpWaLDa1S8sqGZGhJUpuA$78JrsysJDN8alq706Y30308aQc6puC2F/LQshPsesnQ";

    /** Somebody who logs in. */
    record User(String name, Set<String> groups) {}

    /** Topics, without a prefix, and the groups that may read them; {@code user:NAME} is one user alone. */
    record Grant(String topics, Set<String> readers) {}

    String yaml() {
        String accounts =
                users.stream().map(user -> account(user.name(), user.groups())).collect(Collectors.joining());
        Grant all = new Grant(ALL, readersOfAll());
        String granted = Stream.concat(
                        Stream.of(all),
                        grants.stream().filter(grant -> !grant.topics().equals(ALL)))
                .map(grant -> "    - {destination: \"topic://" + grant.topics() + "\", write: [publisher], read: "
                        + list(grant.readers()) + "}\n")
                .collect(Collectors.joining());
        return "broker:\n  store-limit: 64MiB\n  temp-limit: 64MiB\n  users:\n"
                + account("publisher", Set.of("publisher"))
                + accounts
                + "  authorization:\n"
                + "    - {destination: \"queue://>\", read: [publisher], write: [publisher]}\n"
                + granted;
    }

    /** What the broker authorises him by; users with the same share what the bridge holds for them. */
    Set<String> identity(User user) {
        String own = "user:" + user.name();
        Set<String> groups = new HashSet<>(user.groups());
        if (grants.stream().anyMatch(grant -> grant.readers().contains(own))) {
            groups.add(own);
        }
        return groups;
    }

    boolean mayRead(User user, String name) {
        return grantedTo(user).stream().anyMatch(pattern -> Names.matches(pattern, name));
    }

    /** A name has to be granted, a pattern to have something in common with what is. */
    boolean maySubscribe(User user, String name) {
        return Names.isPattern(name)
                ? grantedTo(user).stream().anyMatch(pattern -> Names.overlap(pattern, name))
                : mayRead(user, name);
    }

    private Set<String> readersOfAll() {
        return grants.stream()
                .filter(grant -> grant.topics().equals(ALL))
                .flatMap(grant -> grant.readers().stream())
                .collect(Collectors.toSet());
    }

    private Set<String> grantedTo(User user) {
        Set<String> identity = identity(user);
        return grants.stream()
                .filter(grant -> grant.readers().stream().anyMatch(identity::contains))
                .map(Grant::topics)
                .collect(Collectors.toSet());
    }

    private static String account(String name, Collection<String> groups) {
        return "    - {name: " + name + ", password-hash: " + HASH + ", groups: " + list(groups) + ", sample: true}\n";
    }

    private static String list(Collection<String> names) {
        return names.stream().sorted().map(name -> "\"" + name + "\"").collect(Collectors.joining(", ", "[", "]"));
    }
}
