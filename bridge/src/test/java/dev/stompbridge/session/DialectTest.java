package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.JmsBackend;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ActiveMQ's dialect beyond acknowledgements: temporary destinations, browsing, selectors and the options of consumers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DialectTest {
    private final TestBridge bridge = TestBridge.start("broker.delayed-limit=16MiB");

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void aBackendAnswersToATemporaryQueue() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                MessageConsumer requests = backend.consumer("queue://test.requests");
                StompClient client = tester()) {
            client.send("SUBSCRIBE\nid:r\ndestination:/temp-queue/answers\n\n^@"
                    + "SEND\ndestination:/queue/test.requests\nreply-to:/temp-queue/answers\n"
                    + "correlation-id:7\n\nquestion^@");
            Message request = JmsBackend.receive(requests);
            Message answer = backend.session().createTextMessage("answer");
            answer.setJMSCorrelationID(request.getJMSCorrelationID());
            try (MessageProducer producer = backend.session().createProducer(request.getJMSReplyTo())) {
                producer.send(answer);
            }

            StompFrame received = client.await(StompCommand.MESSAGE);
            assertThat(new String(received.body(), UTF_8)).isEqualTo("answer");
            assertThat(header(received, "subscription")).isEqualTo("r");
            assertThat(header(received, "destination")).isEqualTo("/temp-queue/answers");
            assertThat(header(received, "correlation-id")).isEqualTo("7");
        }
    }

    @Test
    void aBrowserAnswersTheRequestOfABackend() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester().subscribe("s", "/queue/test.service")) {
            var replies = backend.session().createTemporaryQueue();
            try (MessageConsumer consumer = backend.session().createConsumer(replies)) {
                Message request = backend.session().createTextMessage("question");
                request.setJMSReplyTo(replies);
                backend.send("queue://test.service", request);
                String replyTo = header(client.await(StompCommand.MESSAGE), "reply-to");
                assertThat(replyTo).startsWith("/remote-temp-queue/");
                client.send("SEND\ndestination:" + replyTo + "\n\nanswer^@");

                assertThat(JmsBackend.receiveText(consumer)).isEqualTo("answer");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"queue", "topic"})
    void browsersAnswerEachOther(String kind) {
        String service = "/queue/test.between." + kind;
        try (StompClient server = tester().subscribe("s", service);
                StompClient client = tester()) {
            client.subscribe("r", "/temp-" + kind + "/mine");
            client.send("SEND\ndestination:" + service + "\nreply-to:/temp-" + kind + "/mine\n\nquestion^@");
            String replyTo = header(server.await(StompCommand.MESSAGE), "reply-to");
            server.send("SEND\ndestination:" + replyTo + "\n\nanswer^@");

            assertThat(client.message()).isEqualTo("answer");
        }
    }

    @Test
    void theSameTemporaryNameOfTwoSessionsIsTwoDestinations() {
        try (StompClient one = tester().subscribe("s", "/temp-queue/same");
                StompClient two = tester().subscribe("s", "/temp-queue/same")) {
            one.send("SEND\ndestination:/temp-queue/same\n\none^@");
            two.send("SEND\ndestination:/temp-queue/same\n\ntwo^@");

            assertThat(one.message()).isEqualTo("one");
            assertThat(two.message()).isEqualTo("two");
        }
    }

    @Test
    void aTemporaryDestinationVanishesWithItsSession() {
        try (StompClient server = tester().subscribe("s", "/queue/test.late");
                StompClient client = tester()) {
            client.send("SEND\ndestination:/queue/test.late\nreply-to:/temp-queue/gone\n\nquestion^@");
            String replyTo = header(server.await(StompCommand.MESSAGE), "reply-to");
            client.send("DISCONNECT\nreceipt:d\n\n^@").awaitReceipt("d");
            assertThat(client.next()).isNull();
            server.send("SEND\ndestination:/topic/test.order\nreceipt:after\n\n^@")
                    .awaitReceipt("after");
            await().until(() -> {
                try (StompClient late = tester()) {
                    late.send("SEND\ndestination:" + replyTo + "\nreceipt:r\n\nanswer^@");
                    StompFrame answer = Objects.requireNonNull(late.next());
                    return answer.command() == StompCommand.ERROR
                            && "the destination does not exist"
                                    .equals(answer.headers().get("message"));
                }
            });
        }
    }

    @Test
    void aSessionHasABoundedNumberOfTemporaryDestinations() {
        try (StompClient client = tester()) {
            for (int i = 0; i < 16; i++) {
                client.subscribe("s" + i, "/temp-queue/n" + i);
            }
            client.send("SUBSCRIBE\nid:more\ndestination:/temp-queue/more\n\n^@");
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("not more than 16 temporary destinations in one session");
        }
    }

    @Test
    void browsingDeliversWhatIsThereAndThenItsEnd() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester()) {
            for (int i = 0; i < 150; i++) {
                backend.sendText("queue://test.browsed", Integer.toString(i));
            }
            assertThat(backend.browse("test.browsed")).isNotEmpty();
            client.send("SUBSCRIBE\nid:b\ndestination:/queue/test.browsed\nbrowser:true\n\n^@");
            for (int i = 0; i < 150; i++) {
                assertThat(client.message()).isEqualTo(Integer.toString(i));
            }
            StompFrame end = client.await(StompCommand.MESSAGE);
            assertThat(header(end, "browser")).isEqualTo("end");
            assertThat(header(end, "subscription")).isEqualTo("b");
            assertThat(header(end, "destination")).isEqualTo("/queue/test.browsed");
            assertThat(backend.browse("test.browsed")).hasSizeGreaterThan(100);
        }
    }

    @Test
    void aSelectorPicksMessages() throws Exception {
        try (StompClient sender = tester();
                StompClient client = tester()) {
            client.send(
                            "SUBSCRIBE\nid:s\ndestination:/topic/test.selected\nselector:colour = 'blue' AND shade LIKE 'dark%'\n"
                                    + "receipt:r\n\n^@")
                    .awaitReceipt("r");
            sender.send("SEND\ndestination:/topic/test.selected\ncolour:red\nshade:dark\n\nred^@"
                    + "SEND\ndestination:/topic/test.selected\ncolour:blue\n\nunshaded^@"
                    + "SEND\ndestination:/topic/test.selected\ncolour:blue\nshade:darker\n\nblue^@");

            assertThat(client.message()).isEqualTo("blue");
        }
    }

    @Test
    void ownMessagesAreLeftOutWithNoLocal() {
        try (StompClient other = tester();
                StompClient client = tester()) {
            client.send("SUBSCRIBE\nid:s\ndestination:/topic/test.nolocal\nactivemq.noLocal:true\nreceipt:r\n\n^@")
                    .awaitReceipt("r");
            client.send("SEND\ndestination:/topic/test.nolocal\nreceipt:own\n\nown^@")
                    .awaitReceipt("own");
            other.send("SEND\ndestination:/topic/test.nolocal\n\nother^@");

            assertThat(client.message()).isEqualTo("other");
        }
    }

    @Test
    void anExclusiveConsumerGetsEverything() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient plain = tester().subscribe("s", "/queue/test.exclusive");
                StompClient exclusive = tester()) {
            exclusive
                    .send(
                            "SUBSCRIBE\nid:s\ndestination:/queue/test.exclusive\nactivemq.exclusive:true\nreceipt:r\n\n^@")
                    .awaitReceipt("r");
            for (int i = 0; i < 4; i++) {
                backend.sendText("queue://test.exclusive", Integer.toString(i));
            }
            for (int i = 0; i < 4; i++) {
                assertThat(exclusive.message()).isEqualTo(Integer.toString(i));
            }
            expectNothing(plain);
        }
    }

    @Test
    void consumersOfHigherPriorityAreServedFirst() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient low = tester().subscribe("s", "/queue/test.priority");
                StompClient high = tester()) {
            high.send("SUBSCRIBE\nid:s\ndestination:/queue/test.priority\nactivemq.priority:7\nreceipt:r\n\n^@")
                    .awaitReceipt("r");
            for (int i = 0; i < 4; i++) {
                backend.sendText("queue://test.priority", Integer.toString(i));
                assertThat(high.message()).isEqualTo(Integer.toString(i));
            }
            expectNothing(low);
        }
    }

    @Test
    void aDelayedMessageArrivesNotBeforeItsTime() {
        try (StompClient client = tester().subscribe("s", "/queue/test.delayed")) {
            client.send("SEND\ndestination:/queue/test.delayed\nAMQ_SCHEDULED_DELAY:1500\n\nlate^@"
                    + "SEND\ndestination:/queue/test.delayed\n\nnow^@");

            assertThat(client.message()).isEqualTo("now");
            assertThat(client.message()).isEqualTo("late");
        }
    }

    @Test
    void headersAreCompleteOnRequest() {
        try (StompClient client = tester()) {
            client.send(
                            "SUBSCRIBE\nid:s\ndestination:/topic/test.complete\nx-message-headers:complete\nreceipt:r\n\n^@")
                    .awaitReceipt("r");
            client.send("SEND\ndestination:/topic/test.complete\n\nhello^@");

            StompFrame message = client.await(StompCommand.MESSAGE);
            assertThat(header(message, "priority")).isEqualTo("4");
            assertThat(header(message, "expires")).isEqualTo("0");
            assertThat(Long.parseLong(header(message, "timestamp"))).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "activemq.prefetchSize:0|activemq.prefetchSize is a number from 1 to 1000",
                "activemq.prefetchSize:1001|activemq.prefetchSize is a number from 1 to 1000",
                "activemq.prefetchSize:x|activemq.prefetchSize is a number from 1 to 1000",
                "activemq.priority:128|activemq.priority is a number from -128 to 127",
                "activemq.exclusive:yes|activemq.exclusive is true or false",
                "activemq.maximumPendingMessageLimit:-1|activemq.maximumPendingMessageLimit is a number from 0 to 100000",
                "activemq.noLocal:true|only a subscription to a topic can be without one's own messages",
                "browser:1|browser is true or false",
                "x-message-headers:some|x-message-headers is lean or complete",
                "transformation:jms-xml|transformation is jms-json or jms-map-json",
                "durable-subscription-name:a|a durable subscription is named by activemq.subscriptionName",
                "selector:XPATH '/a'|a selector has no XPATH and no XQUERY",
            })
    void aBadOptionIsAnErrorThatNamesIt(String header, String rule) {
        try (StompClient client = tester()) {
            client.send("SUBSCRIBE\nid:s\ndestination:/queue/test.bad\n" + header + "\n\n^@");
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo(rule);
        }
    }

    private static void expectNothing(StompClient client) {
        client.send("SEND\ndestination:/topic/test.nothing\nreceipt:nothing\n\n^@")
                .awaitReceipt("nothing");
    }

    private StompClient tester() {
        return StompClient.tester(bridge.port());
    }

    private static String header(StompFrame frame, String name) {
        return Objects.requireNonNull(frame.headers().get(name), name);
    }

    /** Whoever answers does so with rights of his own. */
    @Test
    void answerGoesNowhereThatTheAskerMayNotUse() {
        for (String forbidden : List.of("/queue/stock.prices", "/queue/test.a", "/topic/ActiveMQ.Advisory.Queue")) {
            try (StompClient client = StompClient.anonymous(bridge.port())) {
                client.send("SEND\ndestination:/topic/demo.questions\nreply-to:" + forbidden + "\nreceipt:r\n\n?^@");
                assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                        .isEqualTo("not authorized to send to /topic/demo.questions");
            }
        }
        try (StompClient client = StompClient.anonymous(bridge.port())) {
            client.send("SEND\ndestination:/topic/demo.questions\nreply-to:/topic/stock.answers\nreceipt:r\n\n?^@");
            client.awaitReceipt("r");
            client.send("SEND\ndestination:/topic/demo.questions\nreply-to:/temp-queue/mine\nreceipt:s\n\n?^@");
            client.awaitReceipt("s");
        }
    }
}
