package dev.stompbridge.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The four ports of a bridge. */
public record Ports(int web, int management, int openWire, int stomp) {
    /** Below the ports that systems give to outgoing connections: nobody takes one between the choice and the start. */
    private static final int FIRST = 20_000;

    private static final int LAST = 30_000;

    public static Ports free() {
        List<Integer> free = new ArrayList<>();
        while (free.size() < 4) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (!free.contains(port) && isFree(port)) {
                free.add(port);
            }
        }
        return new Ports(free.get(0), free.get(1), free.get(2), free.get(3));
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    List<Integer> all() {
        return List.of(web, management, openWire, stomp);
    }

    /** As on the command line. */
    public List<String> settings() {
        return List.of(
                "web.port=" + web,
                "management.port=" + management,
                "broker.openwire.port=" + openWire,
                "broker.stomp.port=" + stomp);
    }
}
