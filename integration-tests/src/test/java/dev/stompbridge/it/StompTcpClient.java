package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A backend that speaks STOMP over TCP: a plain socket, logged in. */
final class StompTcpClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private int receipts;

    StompTcpClient(int port, String login, String passcode) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) Limits.ARRIVAL.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write("CONNECT", "accept-version:1.2\nhost:localhost\nlogin:" + login + "\npasscode:" + passcode, "");
        assertThat(read().command()).isEqualTo("CONNECTED");
    }

    /** Sends a text; returns when the broker has taken the message. */
    void send(String destination, String body) {
        send(destination, "", body);
    }

    /** The same with the length of the body, which makes it bytes for ActiveMQ; most client libraries give it. */
    void sendWithLength(String destination, String body) {
        send(destination, "\ncontent-length:" + body.getBytes(StandardCharsets.UTF_8).length, body);
    }

    private void send(String destination, String length, String body) {
        String receipt = "r-" + ++receipts;
        write("SEND", "destination:" + destination + "\npersistent:true\nreceipt:" + receipt + length, body);
        Frame answer = read();
        assertThat(answer.command()).as("%s", answer).isEqualTo("RECEIPT");
        assertThat(answer.header("receipt-id")).isEqualTo(receipt);
    }

    private void write(String command, String headers, String body) {
        try {
            socket.getOutputStream().write(Frame.write(command, headers, body).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Frame read() {
        try {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            for (int b = in.read(); b != 0; b = in.read()) {
                assertThat(b).as("the connection ended").isNotNegative();
                if (frame.size() > 0 || b != '\n') {
                    frame.write(b);
                }
            }
            return Frame.parse(frame.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
