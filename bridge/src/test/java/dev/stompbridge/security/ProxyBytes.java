package dev.stompbridge.security;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Headers of the PROXY protocol, byte by byte. */
final class ProxyBytes {

    static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    /** 192.0.2.1:4660 to 198.51.100.2:443. */
    static final String INET = "c0000201 c6336402 1234 01bb";
    /** [2001:db8::1]:65535 to [2001:db8::2]:443. */
    static final String INET6 = "20010db8000000000000000000000001 20010db8000000000000000000000002 ffff 01bb";

    private ProxyBytes() {}

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** A header of version 2 with the length that fits. */
    static byte[] v2(String commandAndFamily, String... rest) {
        byte[] behind = hex(rest);
        return join(hex(SIGNATURE, commandAndFamily), hex(String.format("%04x", behind.length)), behind);
    }

    /** The header with its checksum, which has zeros there, written in. */
    static byte[] withChecksum(byte[] header, int at) {
        CRC32C checksum = new CRC32C();
        checksum.update(header);
        ByteBuffer.wrap(header).putInt(at, (int) checksum.getValue());
        return header;
    }
}
