package dev.stompbridge.security;

import java.net.InetAddress;
import java.util.List;

/** Several networks, such as those of trusted proxies. */
public record Networks(List<Network> list) {

    /** Holds no address. */
    public static final Networks NONE = new Networks(List.of());

    /** Copies the list. */
    public Networks {
        list = List.copyOf(list);
    }

    /** Whether one of them contains the address. */
    public boolean contains(InetAddress address) {
        for (Network network : list) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Whether no network is listed. */
    public boolean isEmpty() {
        return list.isEmpty();
    }
}
