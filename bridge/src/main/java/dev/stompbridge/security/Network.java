package dev.stompbridge.security;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * An IPv4 or IPv6 network in CIDR form (RFC 4632 §3.1, RFC 4291 §2.3), or a single address.
 *
 * <p>IPv4-mapped IPv6 addresses count as IPv4, so {@code ::/0} holds no IPv4 address in any form.
 */
public final class Network {

    /** In network byte order, 4 or 16 bytes; the host bits are 0. */
    private final byte[] prefix;

    private final int prefixBits;

    private Network(byte[] prefix, int prefixBits) {
        this.prefix = prefix;
        this.prefixBits = prefixBits;
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. Throws IllegalArgumentException, with one
     * sentence, for anything else, and for host bits that are not 0. A name is never looked up.
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = IpAddress.parse(literal);
        if (address == null) {
            throw new IllegalArgumentException(
                    "A network is an IPv4 or IPv6 address, perhaps with a slash and the number of its network bits.");
        }
        byte[] bytes = address.getAddress();
        int bits = slash < 0 ? bytes.length * Byte.SIZE : prefixBits(text.substring(slash + 1), literal, bytes);
        if (bits < 0) {
            throw new IllegalArgumentException(
                    "The number behind the slash of a network is 0 to 32 for IPv4 and 0 to 128 for IPv6.");
        }
        if (!Arrays.equals(bytes, masked(bytes, bits))) {
            throw new IllegalArgumentException("Behind the network bits of a network every bit is 0.");
        }
        return new Network(bytes, bits);
    }

    /** Whether the address lies in this network. */
    public boolean contains(InetAddress address) {
        byte[] bytes = IpAddress.bytes(address);
        return bytes.length == prefix.length && Arrays.equals(prefix, masked(bytes, prefixBits));
    }

    /** The network in CIDR form. */
    @Override
    public String toString() {
        return IpAddress.text(IpAddress.of(prefix)) + "/" + prefixBits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network
                && prefixBits == network.prefixBits
                && Arrays.equals(prefix, network.prefix);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(prefix) + prefixBits;
    }

    /** -1 for no number in bounds. A mapped address was written with 96 bits more than its IPv4 form has. */
    private static int prefixBits(String text, String literal, byte[] bytes) {
        boolean mapped = bytes.length == IpAddress.IPV4_BYTES && literal.indexOf(':') >= 0;
        int written = (mapped ? IpAddress.IPV6_BYTES : bytes.length) * Byte.SIZE;
        int bits = IpAddress.decimal(text, written);
        return mapped ? Math.max(-1, bits - (IpAddress.IPV6_BYTES - IpAddress.IPV4_BYTES) * Byte.SIZE) : bits;
    }

    private static byte[] masked(byte[] bytes, int bits) {
        byte[] masked = bytes.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.min(Math.max(bits - i * Byte.SIZE, 0), Byte.SIZE);
            masked[i] &= (byte) (0xff << (Byte.SIZE - kept));
        }
        return masked;
    }
}
