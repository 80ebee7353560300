package dev.stompbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DemoTest {

    private static final List<String> ANY_PORTS =
            List.of("web.port=0", "management.port=0", "broker.openwire.port=0", "broker.stomp.port=0");

    @TempDir
    Path home;

    private Demo demo;

    @BeforeEach
    void start() throws Exception {
        demo = Demo.start(Demo.configuration(Map.of(), ANY_PORTS).under(home));
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void startPageLeadsToTheTicker() throws Exception {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(demo.address()).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<a href=\"ticker/\">");
    }

    @Test
    void pricesOfTheFeedReachAnAnonymousSubscriber() throws Exception {
        Inbox inbox = new Inbox();
        URI stomp = URI.create("ws://" + demo.address().getAuthority() + "/stomp");
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("v12.stomp")
                .buildAsync(stomp, inbox)
                .get(10, TimeUnit.SECONDS);

        socket.sendText("CONNECT\naccept-version:1.2\nhost:demo\n\n\0", true).get(10, TimeUnit.SECONDS);
        assertThat(inbox.next()).startsWith("CONNECTED\n");
        socket.sendText("SUBSCRIBE\nid:0\ndestination:/topic/stock.>\n\n\0", true)
                .get(10, TimeUnit.SECONDS);

        assertThat(inbox.next()).startsWith("MESSAGE\n").contains("{\"symbol\":\"");
        socket.abort();
    }

    @Test
    void demoClosesWithinFiveSeconds() {
        long start = System.nanoTime();
        demo.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** Text messages as they come. */
    private static final class Inbox implements WebSocket.Listener {

        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Nullable
        String next() throws InterruptedException {
            return messages.poll(10, TimeUnit.SECONDS);
        }
    }
}
