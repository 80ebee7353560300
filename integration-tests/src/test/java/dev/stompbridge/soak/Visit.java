package dev.stompbridge.soak;

import dev.stompbridge.load.client.BrowserSocket;
import dev.stompbridge.load.client.ClientFrames;
import dev.stompbridge.load.client.FrameCursor;
import dev.stompbridge.load.client.ProtocolException;
import dev.stompbridge.load.server.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** One connection of a visitor, from the handshake to its end. On the browsers' thread. */
final class Visit implements Inbound.Sink {
    /** What all visits share; how much of a series has been published. */
    record Surroundings(Endpoint endpoint, Faults faults, ToLongFunction<Series> published) {}

    private enum Phase {
        ARRIVING,
        SUBSCRIBING,
        THERE,
        /** It has said goodbye; what comes still counts. */
        LEAVING,
        OVER
    }

    static final int BEAT_MILLIS = 10_000;
    static final int TOO_SLOW = 4100;

    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final long BEAT_NANOS = 9_000_000_000L;
    private static final long SILENCE_NANOS = 25_000_000_000L;
    private static final byte[] BEAT = {'\n'};
    private static final byte[] NORMAL_CLOSURE = {1000 >> 8, (byte) 1000};
    private static final String GOODBYE = "bye";

    private final Visitor visitor;
    private final Surroundings surroundings;
    private final BrowserSocket socket;
    private final SplittableRandom random;
    private final Inbound inbound = new Inbound(this);
    private final List<Tally> tallies;
    private Phase phase = Phase.ARRIVING;
    private int confirmed;
    private long lastWritten;
    private long lastRead = System.nanoTime();
    private long since = System.nanoTime();
    private long dueAt;
    private long beats;
    private long receipts;
    private int closeCode;

    Visit(Visitor visitor, Surroundings surroundings, BrowserSocket socket) {
        this.visitor = visitor;
        this.surroundings = surroundings;
        this.socket = socket;
        this.random = socket.random();
        this.tallies = visitor.wishes().stream()
                .map(wish -> new Tally(wish, visitor.group(), surroundings.faults()))
                .toList();
    }

    Visitor visitor() {
        return visitor;
    }

    BrowserSocket socket() {
        return socket;
    }

    List<Tally> tallies() {
        return tallies;
    }

    /** Heart-beats of the server. */
    long beats() {
        return beats;
    }

    /** Answers to what was asked after it had subscribed. */
    long receipts() {
        return receipts;
    }

    /** Why the server closed; 0 if it has not said so. */
    int closeCode() {
        return closeCode;
    }

    boolean isArriving() {
        return phase == Phase.ARRIVING || phase == Phase.SUBSCRIBING;
    }

    boolean isThere() {
        return phase == Phase.THERE;
    }

    boolean isOver() {
        return phase == Phase.OVER;
    }

    /** When its visitor does something of his own; 0 if that is not decided. */
    long dueAt() {
        return dueAt;
    }

    void dueAt(long nanos) {
        dueAt = nanos;
    }

    void connected() throws IOException {
        write(ByteBuffer.wrap(ClientFrames.upgrade(surroundings.endpoint().uri(), random)));
    }

    /** False at the end of the stream. */
    boolean read(byte[] buffer, int maxBytes) throws IOException {
        lastRead = System.nanoTime();
        return inbound.read(socket, buffer, maxBytes);
    }

    @Override
    public void upgraded() throws IOException {
        Endpoint place = surroundings.endpoint();
        Endpoint mine = visitor.account() == null ? place : place.as(visitor.account());
        send(FrameCursor.TEXT, ClientFrames.connect(mine, BEAT_MILLIS));
    }

    @Override
    public void frame(int opcode, byte[] payload) throws IOException {
        switch (opcode) {
            case FrameCursor.TEXT -> text(new String(payload, StandardCharsets.UTF_8));
            case FrameCursor.PING -> send(FrameCursor.PONG, payload);
            case FrameCursor.PONG -> {}
            case FrameCursor.CLOSE -> closed(payload);
            default -> throw new ProtocolException("a frame with opcode " + opcode);
        }
    }

    private void text(String frame) throws IOException {
        if (frame.startsWith("MESSAGE\n")) {
            message(Received.of(frame));
        } else if (frame.equals("\n")) {
            beats++;
        } else if (frame.startsWith("CONNECTED\n") && phase == Phase.ARRIVING) {
            phase = Phase.SUBSCRIBING;
            for (int i = 0; i < tallies.size(); i++) {
                say(tallies.get(i).wish().subscribe("sub-" + i));
            }
        } else if (frame.startsWith("RECEIPT\n")) {
            receipt(frame);
        } else {
            throw new ProtocolException(frame.replace('\n', ' '));
        }
    }

    private void message(Received message) throws ProtocolException {
        int id = IntStream.range(0, tallies.size())
                .filter(i -> message.subscription().equals("sub-" + i))
                .findFirst()
                .orElseThrow(() -> new ProtocolException("a MESSAGE for nobody: " + message));
        tallies.get(id).received(message);
    }

    private void receipt(String frame) throws IOException {
        if (phase == Phase.SUBSCRIBING) {
            Tally next = tallies.get(confirmed);
            next.confirmed(surroundings.published().applyAsLong(next.wish().series()));
            confirmed++;
            phase = confirmed == tallies.size() ? Phase.THERE : phase;
        } else if (frame.contains("receipt-id:" + GOODBYE + "\n")) {
            send(FrameCursor.CLOSE, NORMAL_CLOSURE);
        } else {
            receipts++;
        }
    }

    private void closed(byte[] payload) throws ProtocolException {
        closeCode = payload.length < 2 ? 0 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        if (phase != Phase.LEAVING) {
            throw new ProtocolException("closed " + closeCode);
        }
    }

    /** Sends a heart-beat if it is time to; a fault if the server has sent nothing for too long to one who reads. */
    void tick(long now) throws IOException {
        if (phase == Phase.THERE && now - lastWritten > BEAT_NANOS) {
            send(FrameCursor.TEXT, BEAT);
        }
        if (phase == Phase.THERE && visitor.behaviour() != Behaviour.STUCK && now - lastRead > SILENCE_NANOS) {
            lastRead = now;
            surroundings.faults().add(Fault.SILENT, visitor.group());
        }
    }

    /** The bridge must answer a handshake and a goodbye in time. */
    void giveUpIfLate(long now) {
        if ((isArriving() || phase == Phase.LEAVING) && now - since > PATIENCE_NANOS) {
            String what = isArriving() ? "handshake" : "goodbye";
            surroundings.faults().add(Fault.ENDED, visitor.group() + ": no answer to its " + what);
            end();
        }
    }

    /** Asks for another pace of its first subscription. */
    void changePace(String rate) throws IOException {
        say("SEND\ndestination:/bridge/subscription\nid:sub-0\nx-max-rate:" + rate + "\nreceipt:pace\n\n\0");
    }

    /** DISCONNECT; the close frame follows the receipt. */
    void leaveWithGoodbye() throws IOException {
        phase = Phase.LEAVING;
        since = System.nanoTime();
        say("DISCONNECT\nreceipt:" + GOODBYE + "\n\n\0");
    }

    /** A close frame without a DISCONNECT. */
    void leaveWithClose() throws IOException {
        phase = Phase.LEAVING;
        since = System.nanoTime();
        send(FrameCursor.CLOSE, NORMAL_CLOSURE);
    }

    /** It ends now, without a word. */
    void end() {
        phase = Phase.OVER;
        socket.close();
    }

    /** The connection has ended; a fault unless it was leaving. */
    void ended(IOException reason) {
        if (phase != Phase.LEAVING && phase != Phase.OVER) {
            surroundings.faults().add(Fault.ENDED, visitor.group() + ", " + phase + ": " + reason.getMessage());
        }
        end();
    }

    private void say(String frame) throws IOException {
        send(FrameCursor.TEXT, ClientFrames.ascii(frame));
    }

    private void send(int opcode, byte[] payload) throws IOException {
        write(ClientFrames.frame(opcode, payload, random.nextInt()));
    }

    private void write(ByteBuffer bytes) throws IOException {
        lastWritten = System.nanoTime();
        socket.write(bytes);
    }
}
