package dev.stompbridge.load.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** What one subscriber says, and what it makes of the bytes that come. On its reactor's thread. */
final class Browser {
    /** What browsers of one thread share. */
    record Surroundings(Crowd crowd, Ledger ledger, FrameCursor cursor) {}

    private enum Phase {
        UPGRADING,
        LOGGING_IN,
        SUBSCRIBING,
        SUBSCRIBED,
        LEAVING
    }

    private static final byte[] BEAT = {'\n'};
    private static final byte[] NORMAL_CLOSURE = {1000 >> 8, (byte) 1000};
    private static final byte[] NOTHING = {};
    private static final int MAX_HEAD = 8192;

    private final Surroundings surroundings;
    private final int number;
    private final BrowserSocket socket;
    private final SequenceCheck check;
    private Phase phase = Phase.UPGRADING;
    private byte[] rest = NOTHING;
    private int restLength;
    private boolean stalled;

    Browser(Surroundings surroundings, int number, BrowserSocket socket) {
        this.surroundings = surroundings;
        this.number = number;
        this.socket = socket;
        check = new SequenceCheck(surroundings.ledger);
    }

    BrowserSocket socket() {
        return socket;
    }

    int number() {
        return number;
    }

    boolean isSubscribed() {
        return phase == Phase.SUBSCRIBED;
    }

    boolean isLeaving() {
        return phase == Phase.LEAVING;
    }

    /** The highest sequence number that it has received. */
    long highest() {
        return check.highest();
    }

    /** Nobody waits for it any more; what it receives still counts. */
    void giveUp() {
        stalled = true;
    }

    boolean isHealthy() {
        return phase == Phase.SUBSCRIBED && !stalled && socket.isOpen();
    }

    void connected() throws IOException {
        socket.write(ByteBuffer.wrap(
                ClientFrames.upgrade(surroundings.crowd.endpoint(number).uri(), socket.random())));
    }

    void beat() throws IOException {
        if (phase == Phase.SUBSCRIBED) {
            send(FrameCursor.TEXT, BEAT);
        }
    }

    void leave() throws IOException {
        phase = Phase.LEAVING;
        send(FrameCursor.CLOSE, NORMAL_CLOSURE);
    }

    /** Reads once into this buffer, which all browsers of the thread use; false at the end of the stream. */
    boolean read(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).put(rest, 0, restLength);
        int count = socket.read(buffer);
        if (count < 0) {
            return false;
        }
        long now = PriceBody.now();
        surroundings.ledger.read(count);
        int used = phase == Phase.UPGRADING ? head(bytes, buffer.position()) : 0;
        if (phase != Phase.UPGRADING) {
            used = frames(bytes, used, buffer.position(), now);
        }
        keep(bytes, used, buffer.position());
        return true;
    }

    private void keep(byte[] bytes, int from, int to) {
        restLength = to - from;
        if (restLength > rest.length) {
            rest = new byte[restLength];
        }
        System.arraycopy(bytes, from, rest, 0, restLength);
    }

    private int head(byte[] bytes, int length) throws IOException {
        String head = new String(bytes, 0, Math.min(length, MAX_HEAD), StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new ProtocolException(head.substring(0, head.indexOf('\r')));
        }
        phase = Phase.LOGGING_IN;
        Crowd crowd = surroundings.crowd;
        send(
                FrameCursor.TEXT,
                ClientFrames.connect(crowd.endpoint(number), crowd.options().beatMillis()));
        return end + 4;
    }

    private int frames(byte[] bytes, int from, int to, long now) throws IOException {
        FrameCursor cursor = surroundings.cursor;
        int at = from;
        while (cursor.next(bytes, at, to)) {
            at = cursor.end();
            switch (cursor.opcode()) {
                case FrameCursor.TEXT, FrameCursor.BINARY -> message(bytes, cursor.payloadAt(), at, now);
                case FrameCursor.PING -> send(FrameCursor.PONG, Arrays.copyOfRange(bytes, cursor.payloadAt(), at));
                case FrameCursor.CLOSE -> closed(bytes, cursor.payloadAt(), at);
                default -> {}
            }
        }
        return at;
    }

    /** The body of a price is found from its end: NUL, and ActiveMQ's line feed behind it. */
    private void message(byte[] bytes, int from, int to, long now) throws IOException {
        int end = to;
        while (end > from && bytes[end - 1] == '\n') {
            end--;
        }
        int body = end - 1 - PriceBody.LENGTH;
        if (end == from) {
            surroundings.ledger.beat();
        } else if (bytes[from] == 'M' && body > from + 2 && bytes[body - 1] == '\n' && PriceBody.isAt(bytes, body)) {
            price(bytes, body, now);
        } else {
            frame(new String(bytes, from, end - from, StandardCharsets.UTF_8));
        }
    }

    private void price(byte[] bytes, int body, long now) {
        check.received(PriceBody.sequence(bytes, body));
        surroundings.ledger.delivered(now - PriceBody.time(bytes, body));
    }

    private void frame(String frame) throws IOException {
        if (frame.startsWith("CONNECTED\n") && phase == Phase.LOGGING_IN) {
            phase = Phase.SUBSCRIBING;
            Crowd crowd = surroundings.crowd;
            String id = crowd.options().randomIds() ? UUID.randomUUID().toString() : "sub-0";
            send(FrameCursor.TEXT, ClientFrames.subscribe(crowd.topic(), id));
        } else if (frame.startsWith("RECEIPT\n") && phase == Phase.SUBSCRIBING) {
            phase = Phase.SUBSCRIBED;
        } else {
            throw new ProtocolException(
                    frame.lines().limit(3).reduce("", (a, b) -> a + " " + b).strip());
        }
    }

    private void closed(byte[] bytes, int from, int to) throws IOException {
        if (phase == Phase.LEAVING) {
            return;
        }
        String code = to - from < 2 ? "" : " " + (((bytes[from] & 0xFF) << 8) | (bytes[from + 1] & 0xFF));
        String reason = to - from <= 2 ? "" : " " + new String(bytes, from + 2, to - from - 2, StandardCharsets.UTF_8);
        throw new ProtocolException("closed" + code + reason);
    }

    private void send(int opcode, byte[] payload) throws IOException {
        socket.write(ClientFrames.frame(opcode, payload, socket.random().nextInt()));
    }
}
