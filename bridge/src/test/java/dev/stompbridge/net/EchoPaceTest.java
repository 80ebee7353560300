package dev.stompbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.CloseCode;
import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.FrameEncoder;
import dev.stompbridge.websocket.Opcode;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever sends faster than it reads is slowed down and not disconnected. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EchoPaceTest {
    private static final int RAW_LIMIT = 16 * 1024 * 1024;
    private static final CloseStatus NORMAL = CloseStatus.of(CloseCode.NORMAL_CLOSURE, "");

    private final TestBridge bridge = TestBridge.start();

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void senderWhoReadsLateIsSlowedDown() throws InterruptedException {
        int messages = 64;
        byte[] payload = new byte[1024 * 1024];
        new Random(1).nextBytes(payload);
        long suspended = suspensions();
        try (WsClient client = open("/echo/raw")) {
            Thread sender = new Thread(() -> {
                for (int i = 0; i < messages; i++) {
                    client.send(true, Opcode.BINARY, payload);
                }
            });
            sender.start();
            await().until(() -> suspensions() > suspended);

            for (int i = 0; i < messages; i++) {
                assertThat(Arrays.equals(client.message().payload(), payload)).isTrue();
            }
            sender.join();
            assertGoodbye(client);
        }
    }

    /** Two messages of nearly the limit: room for the first leaves room for the second. */
    @Test
    void senderOfTheLargestMessagesIsSlowedDown() throws InterruptedException {
        int first = RAW_LIMIT - 45;
        long before = bytesIn();
        try (WsClient client = open("/echo/raw")) {
            Thread sender = new Thread(() -> {
                client.send(true, Opcode.BINARY, new byte[first]);
                client.send(true, Opcode.BINARY, new byte[RAW_LIMIT]);
            });
            sender.start();

            await().until(() -> bytesIn() - before > 2L * RAW_LIMIT);
            assertThat(client.message().payload()).hasSize(first);
            assertThat(client.message().payload()).hasSize(RAW_LIMIT);
            sender.join();
            assertGoodbye(client);
        }
    }

    /** One read brings thousands of small messages, and their answers are larger than they are. */
    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/echo/raw"})
    void senderOfManySmallMessagesIsSlowedDown(String path) throws InterruptedException {
        int messages = 200_000;
        byte[] one = FrameEncoder.encodeMasked(true, Opcode.TEXT, new byte[] {'a'}, 1)
                .array();
        byte[] many = new byte[messages * one.length];
        for (int i = 0; i < messages; i++) {
            System.arraycopy(one, 0, many, i * one.length, one.length);
        }
        try (WsClient client = open(path)) {
            Thread sender = new Thread(() -> client.raw().send(many));
            sender.start();

            for (int i = 0; i < messages; i++) {
                assertThat(client.message().payload()[0]).isIn((byte) 'a', (byte) 'e');
            }
            sender.join();
            assertGoodbye(client);
        }
    }

    private WsClient open(String path) {
        return WsClient.open(bridge.port(), path);
    }

    private long suspensions() {
        return bridge.metric("stompbridge_reading_suspended_total");
    }

    private long bytesIn() {
        return bridge.metric("stompbridge_bytes_received_total");
    }

    /** The connection is whole: it can still be closed by its client. */
    private static void assertGoodbye(WsClient client) {
        client.sendClose(NORMAL);
        assertThat(client.close(NORMAL)).isEqualTo(NORMAL);
    }
}
