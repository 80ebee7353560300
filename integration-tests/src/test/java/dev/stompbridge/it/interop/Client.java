package dev.stompbridge.it.interop;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** A STOMP client that writes heads as they are given; what it waits for and does not get ends the scenario. */
final class Client implements AutoCloseable {
    private static final String PROBE = "probe";

    private final Wire wire;
    private final String probes;
    private final Incoming incoming = new Incoming();
    private final Queue<StompFrame> messages = new ArrayDeque<>();
    private final Set<String> receipts = new HashSet<>();

    /** Over this connection; {@code probes} is a destination that takes frames which only ask for an answer. */
    Client(Wire wire, String probes) {
        this.wire = wire;
        this.probes = probes;
    }

    Wire wire() {
        return wire;
    }

    /** Sends a frame without a body as one text message; the head ends without a line end. */
    Client send(String head) {
        return send(head, "");
    }

    Client send(String head, String body) {
        wire.text(frame(head, body));
        return this;
    }

    /** A frame as it goes over the wire. */
    static String frame(String head, String body) {
        return head + "\n\n" + body + "\0";
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends a frame whose receipt tells that nothing before it is still waiting. */
    Client probe() {
        return send("SEND\ndestination:" + probes + "\nreceipt:" + PROBE, "probe");
    }

    /** Subscribes, with more header lines, and waits for the receipt. */
    Client subscribe(String id, String destination, String... headers) {
        send("SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\nreceipt:to-" + id + lines(headers));
        return receipt("to-" + id);
    }

    /** Sends a text to a destination, with more header lines. */
    Client post(String destination, String body, String... headers) {
        return send("SEND\ndestination:" + destination + lines(headers), body);
    }

    private static String lines(String... headers) {
        return headers.length == 0 ? "" : "\n" + String.join("\n", headers);
    }

    /** Says DISCONNECT and waits for its receipt. */
    void disconnect() {
        send("DISCONNECT\nreceipt:bye").receipt("bye");
    }

    /** Resets the connection. */
    void cut() {
        wire.cut();
    }

    /** The next frame of any kind; empty if the server has closed. */
    private Optional<StompFrame> take() {
        Optional<StompFrame> frame = incoming.next();
        while (frame.isEmpty()) {
            Wire.Received received = wire.next();
            if (received.opcode() == Wire.CLOSE) {
                return Optional.empty();
            }
            if (received.isData()) {
                incoming.add(received);
            }
            frame = incoming.next();
        }
        return frame;
    }

    /** Waits for a frame that answers; messages and receipts before it are kept. */
    private StompFrame answer(String wanted) {
        while (true) {
            StompFrame frame = take().orElseThrow(Client::refused);
            if (frame.is(wanted)) {
                return frame;
            }
            if (frame.is("ERROR")) {
                throw refused();
            }
            keep(frame);
        }
    }

    /** A server that closes while frames are on their way to it may or may not have sent its ERROR. */
    private static Finding refused() {
        return Finding.refused("ERROR or close");
    }

    private void keep(StompFrame frame) {
        if (frame.is("MESSAGE")) {
            messages.add(frame);
        } else if (frame.is("RECEIPT")) {
            receipts.add(frame.need("receipt-id"));
        } else {
            throw Finding.deviates("sends " + frame.command());
        }
    }

    /** Waits for CONNECTED. */
    StompFrame connected() {
        return answer("CONNECTED");
    }

    /** Waits for this receipt, which is compared as it came. */
    Client receipt(String id) {
        while (!receipts.remove(id)) {
            if (receipts.contains(PROBE)) {
                throw Finding.noAnswer("the frame is ignored");
            }
            receipts.add(answer("RECEIPT").need("receipt-id"));
        }
        return this;
    }

    /** Waits for the next message. */
    StompFrame message() {
        return messages.isEmpty() ? answer("MESSAGE") : messages.remove();
    }

    /** Waits for the next message, which must have this body. */
    StompFrame message(String body) {
        StompFrame message = message();
        if (!message.text().equals(body)) {
            throw Finding.deviates("gives '%s', not '%s'".formatted(shortened(message.text()), body));
        }
        return message;
    }

    private static String shortened(String text) {
        String plain = text.replace('\0', '0').replace("\n", "\\n");
        return plain.length() > 20 ? plain.substring(0, 20) + "…" : plain;
    }

    /** No message may have come before the answer that was awaited last. */
    Client nothingYet(String otherwise) {
        if (!messages.isEmpty()) {
            throw Finding.deviates(otherwise);
        }
        return this;
    }

    /** Waits for an ERROR; a close or another answer instead is a deviation. */
    StompFrame error(String otherwise) {
        while (true) {
            StompFrame frame = take().orElseThrow(() -> Finding.deviates("closes without ERROR"));
            if (frame.is("ERROR")) {
                return frame;
            }
            if (!frame.is("MESSAGE")) {
                throw Finding.deviates(otherwise);
            }
        }
    }

    /** What was sent last must be refused, by an ERROR or a close; if a frame behind it is served, it was not. */
    void mustRefuse(String otherwise) {
        if (!settle()) {
            throw Finding.deviates(otherwise);
        }
    }

    /** Waits until the server has dealt with what was sent last; answers whether it has refused it. */
    boolean settle() {
        probe();
        Optional<StompFrame> frame = take();
        while (frame.isPresent() && !frame.get().is("ERROR")) {
            if (isOfProbe(frame.get())) {
                return false;
            }
            frame = take();
        }
        return true;
    }

    private static boolean isOfProbe(StompFrame frame) {
        return frame.is("RECEIPT") && frame.need("receipt-id").equals(PROBE);
    }

    /** The server must close; if it serves one more frame, it has not. */
    void mustClose(String otherwise) {
        probe();
        Optional<StompFrame> frame = take();
        while (frame.isPresent()) {
            if (isOfProbe(frame.get())) {
                throw Finding.deviates(otherwise);
            }
            frame = take();
        }
    }

    /** Waits for a heart-beat, a line end between frames. */
    void beat() {
        int before = incoming.beats();
        while (incoming.beats() == before) {
            Wire.Received received = wire.next();
            if (received.opcode() == Wire.CLOSE) {
                throw refused();
            }
            if (received.isData()) {
                incoming.add(received);
            }
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
