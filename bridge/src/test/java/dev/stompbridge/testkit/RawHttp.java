package dev.stompbridge.testkit;

/** HTTP as text: heads to send, and what comes back for them. */
public final class RawHttp {
    public static final String HOST = "Host: 127.0.0.1\r\n";

    /** The fields of a WebSocket handshake, with the key of RFC 6455 §1.3. */
    public static final String WEB_SOCKET = """
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            """.replace("\n", "\r\n");

    private RawHttp() {}

    /** A whole head; each of the fields ends in CR LF. */
    public static String get(String path, String fields) {
        return head("GET " + path + " HTTP/1.1", HOST + fields);
    }

    /** A whole head, without a field that is not given. */
    public static String head(String requestLine, String fields) {
        return requestLine + "\r\n" + fields + "\r\n";
    }

    /** A response to anything but HEAD. */
    public record Answer(int status, String head, String body) {
        public static Answer to(RawClient client) {
            String head = client.readHead();
            int status = Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
            String length = header(head, "Content-Length");
            return new Answer(status, head, length.isEmpty() ? "" : client.readFully(Integer.parseInt(length)));
        }

        public String header(String name) {
            return header(head, name);
        }

        private static String header(String head, String name) {
            return head.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }
}
