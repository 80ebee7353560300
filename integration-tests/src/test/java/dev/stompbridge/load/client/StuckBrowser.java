package dev.stompbridge.load.client;

import dev.stompbridge.load.server.Endpoint;
import dev.stompbridge.load.server.LoadServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A browser that subscribes and then never reads. */
public final class StuckBrowser implements AutoCloseable {
    private static final int RECEIVE_BYTES = 4096;

    /** More than systems hold for one connection, and less than makes the bridge give it up at once. */
    private static final int FILL_MESSAGES = 200;

    private static final int FILL_BYTES = 16 * 1024;

    private final StompConnection connection;

    private StuckBrowser(StompConnection connection) {
        this.connection = connection;
    }

    /** Returns once the server has subscribed it to these topics. */
    public static StuckBrowser open(LoadServer server, String... topics) {
        try {
            SocketChannel channel = SocketChannel.open();
            // Little waits in the system, so that the server soon notices.
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
            StompConnection connection = StompConnection.open(channel, server.browsers());
            for (int i = 0; i < topics.length; i++) {
                connection.write(ClientFrames.subscribe(topics[i], "sub-" + i));
                String answer = connection.read();
                if (!answer.startsWith("RECEIPT\n")) {
                    throw new ProtocolException(answer);
                }
            }
            return new StuckBrowser(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets so much be sent to a topic of its own that the server cannot write to it any more. */
    public void fill(Endpoint publisher, String topic) {
        byte[] frame = new byte[FILL_BYTES];
        Arrays.fill(frame, (byte) 'x');
        byte[] head = ClientFrames.ascii("SEND\ndestination:" + topic + "\n\n");
        System.arraycopy(head, 0, frame, 0, head.length);
        frame[FILL_BYTES - 1] = 0;
        try (StompConnection sender = StompConnection.open(publisher)) {
            for (int i = 0; i < FILL_MESSAGES; i++) {
                sender.write(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
