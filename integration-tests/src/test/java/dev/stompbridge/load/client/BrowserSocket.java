package dev.stompbridge.load.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A socket that never blocks; what it cannot write at once waits. On its reactor's thread. */
final class BrowserSocket {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final SplittableRandom random;
    private @Nullable ByteBuffer waiting;

    BrowserSocket(Selector selector, URI uri, SplittableRandom random) throws IOException {
        this.random = random;
        channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(selector, SelectionKey.OP_CONNECT);
            channel.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void attach(Browser browser) {
        key.attach(browser);
    }

    SplittableRandom random() {
        return random;
    }

    void finishConnect() throws IOException {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
    }

    int read(ByteBuffer buffer) throws IOException {
        return channel.read(buffer);
    }

    void write(ByteBuffer bytes) throws IOException {
        ByteBuffer before = waiting;
        if (before != null) {
            waiting = ByteBuffer.allocate(before.remaining() + bytes.remaining())
                    .put(before)
                    .put(bytes)
                    .flip();
            return;
        }
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            waiting = bytes;
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    void writeWaiting() throws IOException {
        ByteBuffer before = waiting;
        if (before != null) {
            channel.write(before);
        }
        if (before == null || !before.hasRemaining()) {
            waiting = null;
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nobody reads or writes it any more.
        }
    }
}
