package dev.stompbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.ops.Metric;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.TestAuthority;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.Opcode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that have much work done for nothing; what the server holds for them stays small. */
final class TlsFloodTest {
    private static final long GROWTH_BYTES = 8 * 1024 * 1024;

    @TempDir
    Path directory;

    private TlsPort port;
    private SSLContext client;

    @BeforeEach
    void start() throws Exception {
        TestAuthority authority = TestAuthority.create("Test authority");
        port = TlsPort.serving(directory, authority.server("a.test"));
        client = authority.context(null);
    }

    @AfterEach
    void stop() {
        port.close();
    }

    /** Each start of a handshake in TLS 1.3 sends a change of the key that asks for an answer (RFC 8446 §4.6.3). */
    @Test
    void changesOfTheKeyWithoutEndEndTheConnection() throws Exception {
        List<SSLSocket> clients = new ArrayList<>();
        long before = usedBytes();
        for (int i = 0; i < 20; i++) {
            SSLSocket socket = port.connect(client, null);
            clients.add(socket);
            assertThat(TlsPort.ask(socket)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(changeKeys(socket, 100_000)).as("before it is cut off").isLessThan(100_000);
        }
        await().until(() -> port.server().connectionCount() == 0);

        assertThat(port.value(Metric.TLS_FLOODS)).isEqualTo(20);
        assertThat(usedBytes() - before).isLessThan(GROWTH_BYTES);
        clients.forEach(TlsFloodTest::close);
    }

    /** A few, with something to say between them, are what a long life takes. */
    @Test
    void changesOfTheKeyBetweenMessagesAreServed() throws Exception {
        try (SSLSocket socket = port.connect(client, null)) {
            WsClient browser = WsClient.over(new RawClient(socket), "/echo", null);
            for (int i = 0; i < 100; i++) {
                socket.startHandshake();
                browser.sendText("message " + i);
                assertThat(browser.message().text()).isEqualTo("message " + i);
            }
        }
        assertThat(port.value(Metric.TLS_FLOODS)).isZero();
    }

    /** A client that sends something between them, but fetches none of the answers. */
    @Test
    void answersThatAreNotFetchedAreBounded() throws Exception {
        long before = usedBytes();
        SSLSocket socket = port.connect(client, null);
        socket.startHandshake();
        RawClient raw = new RawClient(socket);
        raw.send("GET / HTTP/1.1\r\nX: ");
        long sent = 0;
        try {
            while (sent < 200_000) {
                socket.startHandshake();
                socket.getOutputStream().write('x');
                sent++;
            }
        } catch (IOException e) {
            assertThat(sent).isPositive();
        }

        assertThat(usedBytes() - before).isLessThan(GROWTH_BYTES);
        close(socket);
    }

    /** Each record has one byte: what is taken for it must not be what a full one takes. */
    @Test
    void smallestRecordsAreServed() throws Exception {
        byte[] payload = new byte[50_000];
        try (SSLSocket socket = port.connect(client, null);
                WsClient browser = WsClient.over(new RawClient(socket), "/echo", null)) {
            long before = usedBytes();
            browser.raw().send(new byte[] {(byte) 0x82, (byte) (0x80 | 126), (byte) (50_000 >> 8), (byte) 50_000});
            browser.raw().send(new byte[4]);
            for (byte b : payload) {
                socket.getOutputStream().write(b);
            }

            WsClient.Received echo = browser.message();
            assertThat(echo.opcode()).isEqualTo(Opcode.BINARY);
            assertThat(echo.payload()).isEqualTo(payload);
            assertThat(usedBytes() - before).isLessThan(GROWTH_BYTES);
        }
    }

    private static int changeKeys(SSLSocket socket, int times) {
        for (int i = 0; i < times; i++) {
            try {
                socket.startHandshake();
            } catch (IOException e) {
                return i;
            }
        }
        return times;
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void close(SSLSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }
}
