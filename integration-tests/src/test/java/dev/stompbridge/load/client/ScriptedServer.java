package dev.stompbridge.load.client;

import dev.stompbridge.load.server.Endpoint;
import dev.stompbridge.load.server.LoadServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Serves one browser: lets it in, and sends it prices with these numbers as soon as it has subscribed. */
final class ScriptedServer implements LoadServer {
    /** Code 4100. */
    private static final byte[] CLOSE = {(byte) 0x88, 6, 4100 >> 8, (byte) 4100, 's', 'l', 'o', 'w'};

    private final ServerSocket listener;
    private final List<Long> sequences;
    private final boolean closes;
    private final CompletableFuture<List<String>> heard = new CompletableFuture<>();

    ScriptedServer(List<Long> sequences) {
        this(sequences, false);
    }

    /** One that may close the connection behind the prices. */
    ScriptedServer(List<Long> sequences, boolean closes) {
        this.sequences = sequences;
        this.closes = closes;
        try {
            listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** The STOMP frames that the browser has sent before the prices. */
    List<String> heard() {
        return heard.join();
    }

    private void serve() {
        try (Socket socket = listener.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (int blank = 0; blank < 4; ) {
                int b = in.read();
                blank = b == '\r' || b == '\n' ? blank + 1 : 0;
            }
            out.write(ClientFrames.ascii("HTTP/1.1 101 Switching Protocols\r\n\r\n"));
            String connect = frame(in);
            out.write(text(ClientFrames.ascii("CONNECTED\nversion:1.2\n\n\0")));
            String subscribe = frame(in);
            out.write(text(ClientFrames.ascii("RECEIPT\nreceipt-id:subscribed\n\n\0\n")));
            heard.complete(List.of(connect, subscribe));
            out.write(prices());
            if (closes) {
                out.write(CLOSE);
            }
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            heard.completeExceptionally(e);
        }
    }

    private byte[] prices() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] body = PriceBody.template();
        for (long sequence : sequences) {
            PriceBody.write(body, 0, sequence, PriceBody.now());
            String message = "MESSAGE\nsubscription:sub-0\n\n" + new String(body, StandardCharsets.US_ASCII) + "\0";
            out.writeBytes(text(ClientFrames.ascii(message)));
        }
        return out.toByteArray();
    }

    private static byte[] text(byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x81);
        out.write(payload.length);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static String frame(DataInputStream in) throws IOException {
        in.readByte();
        int length = in.readByte() & 0x7F;
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public Endpoint browsers() {
        return Endpoint.webSocket(listener.getLocalPort(), "/stomp");
    }

    @Override
    public Endpoint publisher() {
        return browsers();
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
