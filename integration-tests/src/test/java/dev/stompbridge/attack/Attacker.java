package dev.stompbridge.attack;

import static dev.stompbridge.load.client.ClientFrames.ascii;

import dev.stompbridge.load.client.ClientFrames;
import dev.stompbridge.load.client.FrameCursor;
import dev.stompbridge.load.server.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** One hostile connection. It never answers, and never closes. On the thread of its assault. */
final class Attacker {
    /** The server ended the socket without a word, or its last word was lost under what was still sent. */
    static final String CUT = "cut";

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final int MAX_KEPT = 16 * 1024;

    private final Attack attack;
    private final Endpoint server;
    private final SocketChannel channel;
    private final SelectionKey key;
    private Door reached = Door.TCP;
    private boolean attacking;
    private byte[] kept = {};
    private ByteBuffer unsent = NOTHING;
    private String lastWord = "";
    private long connectedAt;
    private long nextDrop;
    private boolean ended;

    /** Begins to connect from this address. */
    Attacker(Attack attack, Endpoint server, Selector selector, InetAddress from) throws IOException {
        this.attack = attack;
        this.server = server;
        channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(from, 0));
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            channel.connect(
                    new InetSocketAddress(server.uri().getHost(), server.uri().getPort()));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        connectedAt = System.nanoTime();
    }

    boolean isAttacking() {
        return attacking && !ended;
    }

    boolean isEnded() {
        return ended;
    }

    /** What it saw at last. */
    String ending() {
        return lastWord.isEmpty() ? CUT : lastWord;
    }

    /** Since it was connected. */
    long ageNanos(long now) {
        return now - connectedAt;
    }

    /** Something is to be done, says the selector. */
    void ready(byte[] buffer) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                connectedAt = System.nanoTime();
                key.interestOps(SelectionKey.OP_READ);
                arrived();
            }
            if (key.isValid() && key.isReadable()) {
                read(buffer);
            }
        } catch (IOException e) {
            end();
        }
    }

    private void read(byte[] buffer) throws IOException {
        int count = channel.read(ByteBuffer.wrap(buffer));
        if (count < 0) {
            end();
            return;
        }
        if (kept.length + count <= MAX_KEPT) {
            int before = kept.length;
            kept = Arrays.copyOf(kept, before + count);
            System.arraycopy(buffer, 0, kept, before, count);
        }
        understand();
    }

    private void understand() throws IOException {
        if (reached == Door.TCP) {
            head();
        }
        if (reached != Door.TCP) {
            frames();
        }
    }

    private void head() throws IOException {
        String text = new String(kept, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(END_OF_HEAD);
        if (end < 0) {
            return;
        }
        kept = Arrays.copyOfRange(kept, end + END_OF_HEAD.length(), kept.length);
        if (text.startsWith("HTTP/1.1 101 ")) {
            reached = Door.UPGRADED;
            arrived();
        } else {
            lastWord = text.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
        }
    }

    private void frames() throws IOException {
        FrameCursor cursor = new FrameCursor();
        int at = 0;
        while (cursor.next(kept, at, kept.length)) {
            at = cursor.end();
            if (cursor.opcode() == FrameCursor.CLOSE && cursor.end() - cursor.payloadAt() >= 2) {
                lastWord = Integer.toString(
                        ((kept[cursor.payloadAt()] & 0xFF) << 8) | (kept[cursor.payloadAt() + 1] & 0xFF));
            } else if (reached == Door.UPGRADED && kept[cursor.payloadAt()] == 'C') {
                reached = Door.CONNECTED;
                arrived();
            }
        }
        kept = Arrays.copyOfRange(kept, at, kept.length);
    }

    /** One door further, or where it wanted to be. */
    private void arrived() throws IOException {
        if (reached == attack.door()) {
            attacking = true;
            nextDrop = System.nanoTime() + attack.deed().pause().toNanos();
            say(attack.deed().first());
        } else if (reached == Door.TCP) {
            say(ByteBuffer.wrap(ClientFrames.upgrade(server.uri(), new SplittableRandom())));
        } else {
            say(ClientFrames.frame(FrameCursor.TEXT, ascii("CONNECT\naccept-version:1.2\nhost:a\n\n\0"), 0));
        }
    }

    /** The next drop, if it is due. */
    void drip(long now) {
        if (isAttacking() && now - nextDrop >= 0) {
            nextDrop = now + attack.deed().pause().toNanos();
            tryToSay(attack.deed().piece());
        }
    }

    /** A piece of a flood; false if the server has not yet taken the one before. */
    boolean flood() {
        if (!isAttacking()) {
            return false;
        }
        boolean taken = !unsent.hasRemaining();
        tryToSay(taken ? attack.deed().piece() : NOTHING);
        return taken;
    }

    private void tryToSay(ByteBuffer bytes) {
        try {
            say(bytes);
        } catch (IOException e) {
            listenOnceMore();
        }
    }

    /** What the server said before it ended the socket may still be there. */
    private void listenOnceMore() {
        try {
            read(new byte[MAX_KEPT]);
        } catch (IOException e) {
            // It is not.
        }
        end();
    }

    private void say(ByteBuffer bytes) throws IOException {
        if (unsent.hasRemaining()) {
            channel.write(unsent);
        }
        if (!unsent.hasRemaining()) {
            channel.write(bytes);
            unsent = bytes;
        }
    }

    /** Nobody needs it any more. */
    void end() {
        ended = true;
        try {
            channel.close();
        } catch (IOException e) {
            // Nobody reads or writes it any more.
        }
    }
}
