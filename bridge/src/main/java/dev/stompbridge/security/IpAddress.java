package dev.stompbridge.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The literal forms of addresses. Names never reach the resolver here: what is no literal is no address.
 *
 * <p>An IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2) is the IPv4 address inside it, everywhere in this package.
 */
final class IpAddress {

    static final int IPV4_BYTES = 4;
    static final int IPV6_BYTES = 16;

    /** Eight groups of four digits and seven colons; six groups and a dotted address are longer. */
    static final int MAX_TEXT_LENGTH = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

    private static final int GROUPS = 8;
    private static final int MAPPED_PREFIX_BYTES = 12;
    private static final int MAX_OCTET = 255;

    private IpAddress() {}

    /** Null for anything but an IPv4 or IPv6 literal. A zone (RFC 4007 §11) belongs to one machine and is none. */
    static @Nullable InetAddress parse(String text) {
        return text.indexOf(':') < 0 ? parseIpv4(text) : parseIpv6(text);
    }

    /** Null for anything but four decimal numbers without leading zeros. */
    static @Nullable InetAddress parseIpv4(String text) {
        byte[] bytes = new byte[IPV4_BYTES];
        return readIpv4(text, bytes, 0) ? of(bytes) : null;
    }

    /** Null for anything but a form of RFC 4291 §2.2. */
    static @Nullable InetAddress parseIpv6(String text) {
        if (text.length() > MAX_TEXT_LENGTH) {
            return null;
        }
        byte[] bytes = new byte[IPV6_BYTES];
        int gap = text.indexOf("::");
        if (gap < 0) {
            return readGroups(text, bytes) == GROUPS ? of(bytes) : null;
        }
        String behind = text.substring(gap + 2);
        byte[] right = new byte[IPV6_BYTES];
        int leftGroups = gap == 0 ? 0 : readGroups(text.substring(0, gap), bytes);
        int rightGroups = behind.isEmpty() ? 0 : readGroups(behind, right);
        boolean dottedBeforeGap = text.lastIndexOf('.', gap) >= 0;
        // The two colons stand for one group at least.
        if (leftGroups < 0 || rightGroups < 0 || dottedBeforeGap || leftGroups + rightGroups >= GROUPS) {
            return null;
        }
        System.arraycopy(right, 0, bytes, IPV6_BYTES - 2 * rightGroups, 2 * rightGroups);
        return of(bytes);
    }

    /** The address in network byte order, 4 or 16 bytes. */
    static byte[] bytes(InetAddress address) {
        byte[] bytes = address.getAddress();
        return isMapped(bytes) ? Arrays.copyOfRange(bytes, MAPPED_PREFIX_BYTES, IPV6_BYTES) : bytes;
    }

    /** The literal, without a zone; never asks for a name. */
    static String text(InetAddress address) {
        return of(bytes(address)).getHostAddress();
    }

    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("An address has 4 or 16 bytes.", e);
        }
    }

    /** Ten zeros and two bytes of ones. */
    private static boolean isMapped(byte[] bytes) {
        if (bytes.length != IPV6_BYTES || bytes[10] != -1 || bytes[11] != -1) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns how many groups of two bytes were read, or -1 for anything else; a dotted address at the end is two. */
    private static int readGroups(String text, byte[] bytes) {
        String[] groups = text.split(":", -1);
        for (int i = 0; i < groups.length; i++) {
            boolean last = i == groups.length - 1;
            if (last && i + 2 <= GROUPS && readIpv4(groups[i], bytes, 2 * i)) {
                return i + 2;
            }
            int value = number(groups[i], 4, 16);
            if (value < 0 || i >= GROUPS) {
                return -1;
            }
            bytes[2 * i] = (byte) (value >> Byte.SIZE);
            bytes[2 * i + 1] = (byte) value;
        }
        return groups.length;
    }

    private static boolean readIpv4(String text, byte[] bytes, int offset) {
        String[] octets = text.split("\\.", IPV4_BYTES + 1);
        if (octets.length != IPV4_BYTES) {
            return false;
        }
        for (int i = 0; i < IPV4_BYTES; i++) {
            int value = decimal(octets[i], MAX_OCTET);
            if (value < 0) {
                return false;
            }
            bytes[offset + i] = (byte) value;
        }
        return true;
    }

    /** A number from 0 to the maximum, below 100,000, without leading zeros; -1 for anything else. */
    static int decimal(String text, int max) {
        int value = text.length() > 1 && text.charAt(0) == '0' ? -1 : number(text, 5, 10);
        return value <= max ? value : -1;
    }

    /** -1 for anything but one to {@code maxDigits} ASCII digits. */
    private static int number(String text, int maxDigits, int radix) {
        if (text.isEmpty() || text.length() > maxDigits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
