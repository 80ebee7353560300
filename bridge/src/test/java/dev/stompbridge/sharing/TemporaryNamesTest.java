package dev.stompbridge.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.sharing.Rights.Grant;
import dev.stompbridge.sharing.Rights.User;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What goes to a temporary topic reaches its owner alone, whoever knows its name and whatever he may read. */
final class TemporaryNamesTest {
    private static final Rights RIGHTS =
            new Rights(List.of(new User("all", Set.of("all"))), List.of(new Grant(">", Set.of("all", "publisher"))));

    @Test
    void aTemporaryTopicReachesItsOwnerAlone() {
        try (TestBridge bridge = TestBridge.startWith(RIGHTS.yaml());
                StompClient owner = owner(bridge);
                Publisher publisher = new Publisher(bridge.port());
                Reader all = Reader.open(bridge.port(), "all")) {
            String remote = remoteName(owner);
            String broker = remote.substring("/remote-temp-topic/".length());
            Map<String, String> subscriptions = Map.of(
                    "end", "/topic/end",
                    "own of the same name", "/temp-topic/mine",
                    "own of the broker's name", "/temp-topic/" + broker,
                    "a topic of the broker's name", "/topic/" + broker,
                    "everything", "/topic/>",
                    "everything behind a level", "/topic/*.>");
            subscriptions.forEach((id, name) -> {
                all.subscribe(id, name);
                assertThat(all.isAccepted()).as(id).isTrue();
            });

            owner.send("SEND\ndestination:/temp-topic/mine\n\nto the owner^@");
            assertThat(owner.message()).isEqualTo("to the owner");
            publisher.send("end", "end", "end");

            assertThat(all.receivedUntil("end", 2))
                    .isEqualTo(Map.of(
                            "everything", List.of("/topic/end end"),
                            "everything behind a level", List.of("/topic/end end")));
            all.subscribe("of another", remote);
            assertThat(all.isAccepted()).isFalse();
        }
    }

    private static StompClient owner(TestBridge bridge) {
        WsClient ws = WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v12.stomp");
        return StompClient.over(ws)
                .connected("login:publisher\npasscode:tester-demo\n")
                .subscribe("mine", "/temp-topic/mine");
    }

    /** As somebody else gets it by the reply-to of a message; here the owner is asked to answer himself. */
    private static String remoteName(StompClient owner) {
        owner.subscribe("asked", "/topic/questions");
        owner.send("SEND\ndestination:/topic/questions\nreply-to:/temp-topic/mine\n\n?^@");
        return Objects.requireNonNull(
                owner.await(StompCommand.MESSAGE).headers().get("reply-to"));
    }
}
