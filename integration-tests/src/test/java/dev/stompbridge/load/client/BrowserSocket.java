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
public final class BrowserSocket {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final SplittableRandom random;
    private @Nullable ByteBuffer waiting;

    public BrowserSocket(Selector selector, URI uri, SplittableRandom random) throws IOException {
        this(selector, uri, random, 0);
    }

    /** The same with so many bytes at most in the system that have not been read; 0 for as many as the system likes. */
    public BrowserSocket(Selector selector, URI uri, SplittableRandom random, int receiveBytes) throws IOException {
        this.random = random;
        channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (receiveBytes > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
            }
            key = channel.register(selector, SelectionKey.OP_CONNECT);
            channel.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** What the selector gives back when something is to be done. */
    public void attach(Object browser) {
        key.attach(browser);
    }

    public SplittableRandom random() {
        return random;
    }

    public void finishConnect() throws IOException {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
    }

    /** Whether the selector tells that there is something to read; it does from the start. */
    public void watchReading(boolean on) {
        if (key.isValid()) {
            key.interestOps(on ? key.interestOps() | SelectionKey.OP_READ : key.interestOps() & ~SelectionKey.OP_READ);
        }
    }

    public int read(ByteBuffer buffer) throws IOException {
        return channel.read(buffer);
    }

    public void write(ByteBuffer bytes) throws IOException {
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

    public void writeWaiting() throws IOException {
        ByteBuffer before = waiting;
        if (before != null) {
            channel.write(before);
        }
        if (before == null || !before.hasRemaining()) {
            waiting = null;
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
        }
    }

    public boolean isOpen() {
        return channel.isOpen();
    }

    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nobody reads or writes it any more.
        }
    }
}
