package dev.stompbridge.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.command.ActiveMQTopic;
import org.apache.activemq.filter.DestinationFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeliveryPoliciesTest {
    private static final DeliveryPolicy DROP = policy(DeliveryPolicy.Kind.DROP_OLDEST, false);
    private static final DeliveryPolicy CONFLATE = policy(DeliveryPolicy.Kind.CONFLATE, true);

    private static DeliveryPolicy policy(DeliveryPolicy.Kind kind, boolean snapshot) {
        return new DeliveryPolicy(kind, ConflationKey.DESTINATION, 4096, Duration.ZERO, snapshot);
    }

    private static DeliveryPolicies policies(DeliveryPolicies.Entry... entries) {
        return new DeliveryPolicies(List.of(entries));
    }

    private static DeliveryPolicies.Entry entry(String pattern, DeliveryPolicy policy) {
        return new DeliveryPolicies.Entry(pattern, policy);
    }

    /** All names of up to {@code most} levels out of these. */
    private static List<String> names(List<String> levels, int most) {
        List<String> all = new ArrayList<>();
        List<String> longest = levels;
        for (int i = 1; i <= most; i++) {
            all.addAll(longest);
            longest = longest.stream()
                    .flatMap(name -> levels.stream().map(level -> name + "." + level))
                    .toList();
        }
        return all;
    }

    /** All patterns of up to three levels and a {@code >}. */
    private static List<String> patterns() {
        List<String> closed = names(List.of("a", "b", "*"), 3);
        List<String> patterns = new ArrayList<>(closed);
        patterns.add(">");
        closed.forEach(name -> patterns.add(name + ".>"));
        return patterns;
    }

    /** What the broker delivers to a subscription of this name, of all short names; c is in no pattern. */
    private static Set<String> matched(String pattern, List<String> names) {
        DestinationFilter filter = DestinationFilter.parseFilter(new ActiveMQTopic(pattern));
        Set<String> matched = new HashSet<>();
        names.forEach(name -> {
            if (filter.matches(new ActiveMQTopic(name))) {
                matched.add(name);
            }
        });
        return matched;
    }

    @Test
    void aPatternCoversASubscriptionExactlyIfTheBrokerFindsNoMessageOfItElsewhere() {
        List<String> names = names(List.of("a", "b", "c"), 5);
        Map<String, Set<String>> matched = new HashMap<>();
        patterns().forEach(pattern -> matched.put(pattern, matched(pattern, names)));

        matched.forEach((pattern, inPattern) -> {
            DeliveryPolicies policies = policies(entry("topic://" + pattern, DROP));
            matched.forEach((subscribed, inSubscribed) -> assertThat(
                            policies.of("/topic/" + subscribed).equals(DROP))
                    .as("%s covers %s", pattern, subscribed)
                    .isEqualTo(inPattern.containsAll(inSubscribed)));
        });
        assertThat(matched).hasSize(79);
    }

    @ParameterizedTest
    @CsvSource({
        "topic://stock.>, /topic/stock.*, true",
        "topic://stock.>, /topic/>, false",
        "topic://stock.>, '/topic/stock.NVDA,/topic/stock.AMD', true",
        "topic://stock.>, '/topic/stock.NVDA,/topic/news', false",
        "topic://stock.>, '/topic/news,/topic/stock.NVDA', false",
        "topic://stock.>, '/topic/stock.NVDA,/queue/stock.AMD', false",
        "topic://stock.>, /queue/stock.NVDA, false",
        "topic://stock.>, /temp-topic/stock.NVDA, false",
        "topic://stock.>, /topic/Stock.NVDA, false",
        "topic://stock.>, stock.NVDA, false",
        "topic://>, '/topic/a.>.b', false",
        "topic://>, '/topic/a..b', false",
        "topic://>, '/topic/', false",
        "topic://>, '/topic/a,', false",
        "topic://>, '', false",
        "topic://a/b:c, /topic/a/b:c, true",
    })
    void oneEntryCoversEverythingThatASubscriptionNames(String pattern, String subscribed, boolean covered) {
        assertThat(policies(entry(pattern, DROP)).of(subscribed)).isSameAs(covered ? DROP : DeliveryPolicy.DEFAULT);
    }

    @Test
    void theFirstEntryThatCoversCounts() {
        DeliveryPolicies policies = policies(
                entry("topic://stock.NVDA", CONFLATE), entry("topic://stock.>", DROP), entry("topic://>", CONFLATE));

        assertThat(policies.of("/topic/stock.NVDA")).isSameAs(CONFLATE);
        assertThat(policies.of("/topic/stock.AMD")).isSameAs(DROP);
        assertThat(policies.of("/topic/stock.*")).isSameAs(DROP);
        assertThat(policies.of("/topic/stock.NVDA,/topic/stock.AMD")).isSameAs(DROP);
        assertThat(policies.of("/topic/news,/topic/stock.AMD")).isSameAs(CONFLATE);
    }

    @Test
    void twoEntriesDoNotCoverASubscriptionTogether() {
        DeliveryPolicies policies = policies(entry("topic://a", DROP), entry("topic://b", DROP));

        assertThat(policies.of("/topic/a,/topic/b")).isSameAs(DeliveryPolicy.DEFAULT);
    }

    @Test
    void nothingIsEverLeftOutUnlessConfigured() {
        assertThat(policies().of("/topic/stock.NVDA")).isSameAs(DeliveryPolicy.DEFAULT);
        assertThat(DeliveryPolicy.DEFAULT.maySkip()).isFalse();
        assertThat(DeliveryPolicy.DEFAULT.snapshot()).isFalse();
        assertThat(DROP.maySkip()).isTrue();
        assertThat(CONFLATE.maySkip()).isTrue();
    }

    @Test
    void snapshotsAreNamedAsASubscriberWouldNameThem() {
        DeliveryPolicies policies =
                policies(entry("topic://news", DROP), entry("topic://stock.>", CONFLATE), entry("topic://>", CONFLATE));

        assertThat(policies.snapshots()).containsExactly("/topic/stock.>", "/topic/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue://a", "/topic/a", "topic://", "topic://a..b", "topic://a.>.b", "topic://>.>", ""})
    void anEntryThatIsNotOfTopicsIsRefused(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policies(entry(pattern, DROP)))
                .withMessage(pattern + " is no pattern of topics.");
    }
}
