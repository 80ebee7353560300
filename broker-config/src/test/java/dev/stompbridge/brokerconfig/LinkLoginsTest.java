package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LinkLoginsTest {

    private final LinkLogins links = new LinkLogins(new SecureRandom());

    static Stream<Set<String>> setsOfGroups() {
        return Stream.of(
                Set.of(), Set.of("traders"), Set.of("a", "b"), Set.of("a,b", "a b", "ü", "user:ann", "%2C", "route:"));
    }

    @ParameterizedTest
    @MethodSource("setsOfGroups")
    void aLoginCarriesExactlyItsGroups(Set<String> groups) {
        assertThat(links.verify(links.issue(groups))).contains(groups);
        assertThat(links.verify(links.issueForRoute(groups))).contains(groups);
    }

    @ParameterizedTest
    @MethodSource("setsOfGroups")
    void aLoginTellsWhatItIsFor(Set<String> groups) {
        assertThat(LinkLogins.kindOf(links.issue(groups).user())).isEqualTo(BrokerIdentity.Kind.LINK);
        assertThat(LinkLogins.kindOf(links.issueForRoute(groups).user())).isEqualTo(BrokerIdentity.Kind.ROUTE);
    }

    @Test
    void equalGroupsHaveEqualLogins() {
        assertThat(links.issue(Set.of("b", "a"))).isEqualTo(links.issue(Set.of("a", "b")));
    }

    @Test
    void thePasswordOfOtherGroupsIsWrong() {
        LinkLogin little = links.issue(Set.of("a"));

        assertThat(links.verify(new LinkLogin("link:a,b", little.password()))).isEmpty();
        assertThat(links.verify(new LinkLogin("link:", little.password()))).isEmpty();
        assertThat(links.verify(new LinkLogin(little.user(), ""))).isEmpty();
    }

    @Test
    void theLoginOfAnotherStartIsWrong() {
        assertThat(new LinkLogins(new SecureRandom()).verify(links.issue(Set.of("a"))))
                .isEmpty();
    }

    @Test
    void thePasswordIsNotPrinted() {
        LinkLogin login = links.issue(Set.of("a"));

        assertThat(login.toString()).contains("link:a").doesNotContain(login.password());
    }
}
