package dev.stompbridge.security;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What is counted as one address: an IPv4 address, or the /64 network of an IPv6 address, because whoever has one
 * address of it has them all (RFC 4291 §2.5.4).
 *
 * @param bits the 32 bits of the IPv4 address, or the first 64 of the IPv6 address
 */
record AddressBlock(long bits, boolean ipv6) {

    static AddressBlock of(InetAddress address) {
        byte[] bytes = IpAddress.bytes(address);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return bytes.length == IpAddress.IPV4_BYTES
                ? new AddressBlock(buffer.getInt() & 0xffff_ffffL, false)
                : new AddressBlock(buffer.getLong(), true);
    }
}
