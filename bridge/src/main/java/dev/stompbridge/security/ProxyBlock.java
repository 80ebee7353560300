package dev.stompbridge.security;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** A whole header of version 2 of the PROXY protocol (§2.2). */
final class ProxyBlock {

    private static final int COMMAND_AT = 12;
    private static final int FAMILY_AT = 13;

    private static final int VERSION_MASK = 0xf0;
    private static final int VERSION_2 = 0x20;
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;

    private static final int UNSPEC = 0x00;
    private static final int INET_STREAM = 0x11;
    private static final int INET6_STREAM = 0x21;
    private static final int UNIX_STREAM = 0x31;

    /** Two addresses and two ports; of UNIX two paths of 108 bytes. */
    private static final int INET_BYTES = 2 * IpAddress.IPV4_BYTES + 4;

    private static final int INET6_BYTES = 2 * IpAddress.IPV6_BYTES + 4;
    private static final int UNIX_BYTES = 2 * 108;

    /** §2.2: one byte of type, two of length. */
    private static final int EXTENSION_HEAD_BYTES = 3;

    private static final int TYPE_CRC32C = 0x03;
    private static final int TYPE_SSL = 0x20;

    /** §2.2.6: a byte of flags and four of a result come before the extensions inside. */
    private static final int SSL_HEAD_BYTES = 5;

    private static final int SSL_CLIENT = 0x01;

    private final ByteBuffer bytes;
    private boolean sawChecksum;
    private boolean sawSsl;
    private boolean secure;

    private ProxyBlock(byte[] header) {
        bytes = ByteBuffer.wrap(header);
    }

    /** Checks the first 16 bytes before there is memory for the others, whose number is given. */
    static void checkFixed(byte[] fixed, int more) throws ProxyHeaderViolation {
        int command = fixed[COMMAND_AT] & 0xff;
        if ((command & VERSION_MASK) != VERSION_2) {
            throw new ProxyHeaderViolation("The version behind the signature is 2 (§2.2).");
        }
        if (command != LOCAL && command != PROXY) {
            throw new ProxyHeaderViolation("The command of version 2 is LOCAL or PROXY (§2.2).");
        }
        if (command == PROXY && more < addressBytes(fixed[FAMILY_AT] & 0xff)) {
            throw new ProxyHeaderViolation("A header of version 2 is as long as its addresses at least (§2.2).");
        }
    }

    /** The header has passed {@link #checkFixed}. */
    static ProxyHeader parse(byte[] header) throws ProxyHeaderViolation {
        int family = header[FAMILY_AT] & 0xff;
        boolean ofOthers = (header[COMMAND_AT] & 0xff) == PROXY && (family == INET_STREAM || family == INET6_STREAM);
        return ofOthers ? new ProxyBlock(header).read(family) : ProxyHeader.OF_PROXY_ITSELF;
    }

    private static int addressBytes(int family) throws ProxyHeaderViolation {
        return switch (family) {
            case UNSPEC -> 0;
            case INET_STREAM -> INET_BYTES;
            case INET6_STREAM -> INET6_BYTES;
            case UNIX_STREAM -> UNIX_BYTES;
            default -> throw new ProxyHeaderViolation("Only streams are passed on here (§2.2).");
        };
    }

    private ProxyHeader read(int family) throws ProxyHeaderViolation {
        int addressBytes = addressBytes(family);
        byte[] source = new byte[family == INET_STREAM ? IpAddress.IPV4_BYTES : IpAddress.IPV6_BYTES];
        bytes.position(ProxyHeaderDecoder.V2_FIXED_BYTES).get(source);
        int sourcePort = bytes.getShort(ProxyHeaderDecoder.V2_FIXED_BYTES + 2 * source.length) & 0xffff;
        bytes.position(ProxyHeaderDecoder.V2_FIXED_BYTES + addressBytes);
        while (bytes.hasRemaining()) {
            readExtension();
        }
        return new ProxyHeader(IpAddress.of(source), sourcePort, secure);
    }

    private void readExtension() throws ProxyHeaderViolation {
        if (bytes.remaining() < EXTENSION_HEAD_BYTES) {
            throw new ProxyHeaderViolation("An extension has a type and a length (§2.2).");
        }
        int type = bytes.get() & 0xff;
        int length = bytes.getShort() & 0xffff;
        if (length > bytes.remaining()) {
            throw new ProxyHeaderViolation("An extension lies inside its header (§2.2).");
        }
        int end = bytes.position() + length;
        if (type == TYPE_CRC32C) {
            checkChecksum(length);
        } else if (type == TYPE_SSL) {
            readSsl(length);
        }
        bytes.position(end);
    }

    /** §2.2.3: over the whole header with zeros in place of the checksum. */
    private void checkChecksum(int length) throws ProxyHeaderViolation {
        if (sawChecksum || length != Integer.BYTES) {
            throw new ProxyHeaderViolation("A checksum has four bytes and stands once (§2.2.3).");
        }
        sawChecksum = true;
        int at = bytes.position();
        byte[] zeroed = bytes.array().clone();
        ByteBuffer.wrap(zeroed).putInt(at, 0);
        CRC32C checksum = new CRC32C();
        checksum.update(zeroed);
        if (bytes.getInt(at) != (int) checksum.getValue()) {
            throw new ProxyHeaderViolation("The checksum of the header is wrong (§2.2.3).");
        }
    }

    private void readSsl(int length) throws ProxyHeaderViolation {
        if (sawSsl || length < SSL_HEAD_BYTES) {
            throw new ProxyHeaderViolation("What is said about TLS has five bytes at least and stands once (§2.2.6).");
        }
        sawSsl = true;
        secure = (bytes.get(bytes.position()) & SSL_CLIENT) != 0;
    }
}
