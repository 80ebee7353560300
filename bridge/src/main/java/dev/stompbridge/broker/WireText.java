package dev.stompbridge.broker;

import java.io.UTFDataFormatException;
import org.apache.activemq.util.MarshallingSupport;
import org.fusesource.hawtbuf.UTF8Buffer;

/**
 * The text of a value that came over OpenWire. ActiveMQ keeps strings as the bytes it read, in Java's modified UTF-8, and
 * would decode them as plain UTF-8, which garbles NUL and all beyond U+FFFF.
 */
final class WireText {
    private WireText() {}

    static String of(Object value) {
        if (!(value instanceof UTF8Buffer bytes)) {
            return value.toString();
        }
        try {
            return MarshallingSupport.convertUTF8WithBuf(
                    bytes.getData(), new char[bytes.getLength()], bytes.getOffset(), bytes.getLength());
        } catch (UTFDataFormatException e) {
            return bytes.toString();
        }
    }
}
