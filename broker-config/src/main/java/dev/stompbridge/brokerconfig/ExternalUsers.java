package dev.stompbridge.brokerconfig;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of users that somebody else vouches for. Of their groups only those count that some grant names, so
 * that users with equal rights have equal groups, and none with a colon: those are given here, to one user or to a part
 * of the bridge.
 *
 * @param namedGroups the groups that some grant names
 */
record ExternalUsers(Set<String> namedGroups) {

    /** A name of 256 characters behind a prefix of 64. */
    private static final int MAX_NAME_CHARS = 320;

    private static final String RESERVED = ":";

    /** Empty when the name is none that a user may have. */
    Optional<Principals> principals(String name, Collection<String> groups, @Nullable Instant expiresAt) {
        if (!isName(name)) {
            return Optional.empty();
        }
        Set<String> counting = new HashSet<>();
        for (String group : groups) {
            if (namedGroups.contains(group) && !group.contains(RESERVED)) {
                counting.add(group);
            }
        }
        String own = Users.OWN_GROUP_PREFIX + name;
        if (namedGroups.contains(own)) {
            counting.add(own);
        }
        return Optional.of(new Principals(name, counting, expiresAt));
    }

    private static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= MAX_NAME_CHARS
                && name.chars().noneMatch(Character::isISOControl)
                && !name.startsWith(LinkLogins.PREFIX);
    }
}
