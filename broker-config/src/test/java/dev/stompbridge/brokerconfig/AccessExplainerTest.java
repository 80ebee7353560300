package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import dev.stompbridge.brokerconfig.AccessExplanation.Part;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Grant;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Security;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ConnectionId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessExplainerTest {

    private static final Set<String> NOBODY = Set.of();

    private static final Security SECURITY = new Security(
            List.of(
                    TestSettings.user("ann", "viewers", "traders"),
                    TestSettings.user("pub", "publishers"),
                    TestSettings.user("root", "admins"),
                    TestSettings.user("out")),
            Set.of("everyone"),
            List.of(
                    new Grant("topic://stock.>", Set.of("viewers", "everyone"), Set.of("publishers")),
                    new Grant("topic://news.today", Set.of("viewers"), NOBODY),
                    new Grant("queue://orders.*", Set.of("publishers"), Set.of("viewers", "traders")),
                    new Grant("topic://own.ann", Set.of("user:ann"), Set.of("user:ann")),
                    new Grant("topic://>", Set.of("admins"), Set.of("admins"))));

    private static final List<String> USERS = List.of("ann", "pub", "root", "out", "anonymous", "group:viewers");

    private static final List<String> DESTINATIONS = List.of(
            "topic://stock",
            "topic://stock.A",
            "topic://stock.*",
            "topic://stock.>",
            "topic://*",
            "topic://>",
            "topic://*.today",
            "topic://news.today",
            "topic://news.yesterday",
            "topic://own.ann",
            "queue://orders.new",
            "queue://orders.*",
            "queue://orders.new.eu",
            "queue://>",
            "queue://stock.A",
            "topic://stock.A,topic://news.today",
            "topic://stock.A,queue://orders.new",
            "topic://ActiveMQ.Advisory.Connection",
            "topic://ActiveMQ.Advisory.>",
            "topic://ActiveMQ.Scheduler.Management",
            "temp-queue://ID:x:1");

    private final AccessExplainer explainer = new AccessExplainer(SECURITY);

    private Part explain(String user, AccessVerb verb, String destination) {
        AccessExplanation explanation = explainer.explain(user, verb, destination);
        assertThat(explanation.parts()).hasSize(1);
        assertThat(explanation.allowed()).isEqualTo(explanation.parts().get(0).allowed());
        return explanation.parts().get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann | READ | topic://stock.A | 0 | granted by broker.authorization[0]: topic://stock.> read [viewers]",
                "anonymous | READ | topic://stock.A | 0 |"
                        + " granted by broker.authorization[0]: topic://stock.> read [everyone]",
                "ann | WRITE | queue://orders.new | 2 |"
                        + " granted by broker.authorization[2]: queue://orders.* write [traders, viewers]",
                "ann | WRITE | topic://own.ann | 3 |"
                        + " granted by broker.authorization[3]: topic://own.ann write [user:ann]",
                "ann | CREATE | queue://orders.new | 2 |"
                        + " granted by broker.authorization[2]: queue://orders.* write [traders, viewers]",
                "group:admins | READ_DURABLE | topic://stock.> | 4 |"
                        + " granted by broker.authorization[4]: topic://> read [admins]",
                "ann | READ | topic://stock.* | 0 |"
                        + " granted by broker.authorization[0]: topic://stock.> read [viewers]",
                "ann | READ | topic://> | 0 | of topic://> only a part can be read:"
                        + " broker.authorization[0]: topic://stock.> read [viewers];"
                        + " broker.authorization[1]: topic://news.today read [viewers];"
                        + " broker.authorization[3]: topic://own.ann read [user:ann]",
                "ann | WRITE | temp-queue://ID:x:1 | -1 |"
                        + " whoever knows the name of a temporary destination may write to it",
                "out | READ | temp-topic://ID:x:1 | -1 |"
                        + " the connection that a temporary destination belongs to may read it, no other may",
            })
    void whatIsAllowedNamesItsGrant(String user, AccessVerb verb, String destination, int grant, String sentence) {
        assertThat(explain(user, verb, destination)).isEqualTo(new Part(destination, true, sentence, grant));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann | WRITE | queue://x | no grant lets the groups [traders, user:ann, viewers] write queue://x:"
                        + " what is not granted is denied",
                "out | READ | topic://stock.A | no grant lets the groups [] read topic://stock.A:"
                        + " what is not granted is denied",
                "ann | READ_DURABLE | topic://news.> | a durable subscription must be covered by one grant,"
                        + " and only a part of it is granted: broker.authorization[1]: topic://news.today read [viewers]",
                "out | READ_DURABLE | topic://news.> | no grant lets the groups [] read durably topic://news.>:"
                        + " what is not granted is denied",
                "root | WRITE | topic://stock.* | what has wildcards cannot be written",
                "root | CREATE | topic://stock.* | what has wildcards cannot be created",
                "root | READ | topic://ActiveMQ.Advisory.Connection |"
                        + " advisories are never granted; a backend reads those of temporary destinations",
                "root | WRITE | topic://ActiveMQ.Scheduler.Management |"
                        + " the management of delayed messages is never granted",
            })
    void whatIsDeniedSaysWhy(String user, AccessVerb verb, String destination, String sentence) {
        assertThat(explain(user, verb, destination)).isEqualTo(new Part(destination, false, sentence, -1));
    }

    @Test
    void eachPartOfACompositeIsExplained() {
        AccessExplanation explanation =
                explainer.explain("ann", AccessVerb.READ, "topic://stock.A,queue://orders.new,topic://news.today");

        assertThat(explanation.allowed()).isFalse();
        assertThat(explanation.parts())
                .extracting(Part::destination, Part::allowed, Part::grant)
                .containsExactlyInAnyOrder(
                        tuple("topic://stock.A", true, 0),
                        tuple("queue://orders.new", false, -1),
                        tuple("topic://news.today", true, 1));
    }

    @Test
    void anonymousIsExplainedWhenNobodyIs() {
        Security closed = new Security(SECURITY.users(), Set.of(), SECURITY.grants());

        AccessExplanation explanation =
                new AccessExplainer(closed).explain("anonymous", AccessVerb.READ, "topic://stock.A");
        assertThat(explanation.allowed()).isFalse();
        assertThat(explanation.parts().get(0).sentence()).startsWith("nobody may come without a login");
    }

    @Test
    void grantsHaveTheNamesThatTheCallerGives() {
        AccessExplainer named = new AccessExplainer(SECURITY, index -> index < 4 ? "grant " + index : "route quotes");

        assertThat(named.explain("root", AccessVerb.READ, "topic://a")
                        .parts()
                        .get(0)
                        .sentence())
                .isEqualTo("granted by route quotes: topic://> read [admins]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stock.A", "topic://", "topic://a,", "topic://a b", "topic://a,b", "http://a"})
    void whatIsNoDestinationIsRefused(String destination) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> explainer.explain("ann", AccessVerb.READ, destination))
                .withMessageMatching("[A-Z][^\n]*\\.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "group:"})
    void whoDoesNotExistIsRefused(String user) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> explainer.explain(user, AccessVerb.READ, "topic://a"))
                .withMessageMatching("[A-Z][^\n]*\\.");
    }

    /** Every user with every destination, as a link that acts for him and owns the temporary one. */
    @Test
    void theExplanationIsWhatTheBrokerDecides() throws BrokerStartException {
        AccessRules rules = new AccessRules(new Grants(SECURITY.grants()));
        Users users =
                new Users(SECURITY, new Grants(SECURITY.grants()).namedGroups(), new SecureRandom(), Clock.systemUTC());
        List<String> disagreements = new ArrayList<>();
        int compared = 0;
        for (String user : USERS) {
            Principals who = user.startsWith("group:")
                    ? new Principals(user, Set.of("viewers"))
                    : users.authenticate(user, TestSettings.PASSWORD)
                            .or(users::anonymous)
                            .orElseThrow();
            for (String destination : DESTINATIONS) {
                for (AccessVerb verb : AccessVerb.values()) {
                    boolean explained =
                            explainer.explain(user, verb, destination).allowed();
                    if (explained != isAllowed(rules, who, verb, destination)) {
                        disagreements.add(user + " " + verb + " " + destination);
                    }
                    compared++;
                }
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(compared).isEqualTo(6 * 21 * 4);
    }

    private static boolean isAllowed(AccessRules rules, Principals who, AccessVerb verb, String name) {
        ConnectionContext context = new ConnectionContext();
        context.setConnectionId(new ConnectionId("ID:x"));
        context.setSecurityContext(new BrokerIdentity(BrokerIdentity.Kind.LINK, who));
        ActiveMQDestination destination = JmsClient.destination(name);
        try {
            switch (verb) {
                case READ -> rules.requireRead(context, destination, false);
                case READ_DURABLE -> rules.requireRead(context, destination, true);
                case WRITE -> rules.requireWrite(context, destination);
                // The broker creates the parts of a composite one by one.
                case CREATE -> AccessRules.parts(destination).forEach(part -> rules.requireCreate(context, part));
            }
            return true;
        } catch (SecurityException e) {
            return false;
        }
    }

    /** A running broker, asked by a client: what is explained as allowed works, the rest does not. */
    @Test
    void theExplanationIsWhatARunningBrokerDoes(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = TestSettings.in(directory).with(SECURITY).start()) {
            for (String user : List.of("ann", "pub", "out")) {
                try (JmsClient client = JmsClient.tcp(broker, user, TestSettings.PASSWORD)) {
                    for (String destination :
                            List.of("topic://stock.A", "topic://>", "queue://orders.new", "queue://x")) {
                        assertSame(
                                explainer.explain(user, AccessVerb.READ, destination),
                                () -> client.consumer(destination).close());
                        assertSame(
                                explainer.explain(user, AccessVerb.WRITE, destination),
                                () -> client.send(destination, "x"));
                    }
                }
            }
        }
    }

    private static void assertSame(AccessExplanation explanation, ThrowingCallable action) {
        if (explanation.allowed()) {
            assertThatCode(action).doesNotThrowAnyException();
        } else {
            assertThatCode(action).as(explanation.toString()).hasMessageContaining("is not authorized to");
        }
    }
}
