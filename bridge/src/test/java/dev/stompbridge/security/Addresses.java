package dev.stompbridge.security;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Addresses and networks from literals. */
final class Addresses {

    private Addresses() {}

    static InetAddress address(String literal) {
        return Objects.requireNonNull(IpAddress.parse(literal), literal);
    }

    static Networks networks(String... texts) {
        List<Network> networks = new ArrayList<>();
        for (String text : texts) {
            networks.add(Network.parse(text));
        }
        return new Networks(networks);
    }
}
