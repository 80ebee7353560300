package dev.stompbridge.security;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** The line of version 1 of the PROXY protocol, without its signature and its end (§2.1). */
final class ProxyLine {

    private static final int WORDS = 5;
    private static final int MAX_PORT = 65535;

    private ProxyLine() {}

    /** One space between words; numbers without leading zeros; whatever follows UNKNOWN is ignored. */
    static ProxyHeader parse(String line) throws ProxyHeaderViolation {
        if (line.equals("UNKNOWN") || line.startsWith("UNKNOWN ")) {
            return ProxyHeader.OF_PROXY_ITSELF;
        }
        String[] words = line.split(" ", WORDS + 1);
        if (words.length != WORDS) {
            throw new ProxyHeaderViolation(
                    "A line of version 1 has a family, two addresses and two ports, one space between (§2.1).");
        }
        InetAddress source = address(words[0], words[1]);
        InetAddress destination = address(words[0], words[2]);
        int sourcePort = IpAddress.decimal(words[3], MAX_PORT);
        int destinationPort = IpAddress.decimal(words[4], MAX_PORT);
        if (source == null || destination == null) {
            throw new ProxyHeaderViolation("The addresses of version 1 are literals of their family (§2.1).");
        }
        if (sourcePort < 0 || destinationPort < 0) {
            throw new ProxyHeaderViolation("The ports of version 1 are 0 to 65535 without leading zeros (§2.1).");
        }
        return new ProxyHeader(source, sourcePort, false);
    }

    private static @Nullable InetAddress address(String family, String text) throws ProxyHeaderViolation {
        return switch (family) {
            case "TCP4" -> IpAddress.parseIpv4(text);
            case "TCP6" -> IpAddress.parseIpv6(text);
            default -> throw new ProxyHeaderViolation("The family of version 1 is TCP4, TCP6 or UNKNOWN (§2.1).");
        };
    }
}
