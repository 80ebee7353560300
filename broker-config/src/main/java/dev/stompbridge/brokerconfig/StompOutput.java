package dev.stompbridge.brokerconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.activemq.transport.stomp.StompFrame;
import org.apache.activemq.transport.stomp.StompWireFormat;
import org.apache.activemq.transport.stomp.StompWireFormatFactory;

/**
 * What the STOMP listener writes to a backend, where ActiveMQ leaves two things open: an ERROR has the sentence for its
 * body in place of a stack trace, and no header that somebody else made can become several.
 *
 * <p>ActiveMQ escapes values but not names, and in 1.0 neither. What a version cannot express is treated as on the way to a
 * browser: a value has spaces instead, and a header whose name would be another is left out.
 */
final class StompOutput extends StompWireFormat {
    private static final String V1_0 = "1.0";
    private static final String V1_2 = "1.2";

    /** Makes one for each connection. */
    static final class Factory extends StompWireFormatFactory {
        Factory(int maxFrameBytes) {
            setMaxDataLength(maxFrameBytes);
        }

        @Override
        public StompWireFormat createWireFormat() {
            StompOutput format = new StompOutput();
            format.setMaxDataLength(getMaxDataLength());
            format.setMaxFrameSize(getMaxFrameSize());
            format.setServerMode(isServerMode());
            return format;
        }
    }

    @Override
    public void marshal(Object command, DataOutput out) throws IOException {
        super.marshal(command instanceof StompFrame frame ? safe(frame) : command, out);
    }

    private StompFrame safe(StompFrame frame) {
        Map<String, String> headers = new LinkedHashMap<>();
        frame.getHeaders().forEach((name, value) -> {
            if (canExpress(name)) {
                headers.put(escaped(name), expressible(value));
            }
        });
        byte[] body = frame.getContent();
        if ("ERROR".equals(frame.getAction())) {
            body = headers.getOrDefault("message", "").getBytes(UTF_8);
        }
        StompFrame safe = new StompFrame(frame.getAction(), headers, body);
        safe.setTransportContext(frame.getTransportContext());
        return safe;
    }

    private boolean canExpress(String name) {
        boolean literal = getStompVersion().equals(V1_0);
        return name.indexOf('\0') < 0
                && (name.indexOf('\r') < 0 || getStompVersion().equals(V1_2))
                && !(literal && (name.indexOf('\n') >= 0 || name.indexOf(':') >= 0));
    }

    private String escaped(String name) {
        return getStompVersion().equals(V1_0)
                ? name
                : name.replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace(":", "\\c");
    }

    /** A value that ActiveMQ writes as one line. */
    private String expressible(String value) {
        String text = value.replace('\0', ' ');
        text = getStompVersion().equals(V1_2) ? text : text.replace('\r', ' ');
        return getStompVersion().equals(V1_0) ? text.replace('\n', ' ') : text;
    }
}
