package dev.stompbridge.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP sockets on which a process listens, as {@code ADDRESS:PORT}, from Linux' {@code /proc}. */
final class ListeningSockets {
    private static final String LISTEN = "0A";
    private static final int STATE = 3;
    private static final int INODE = 9;

    /** 127.0.0.1, plain and mapped into IPv6, and ::1, each as four numbers in the byte order of the machine. */
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

    private ListeningSockets() {}

    /** Loopback addresses are given as {@code loopback}, all others as the hexadecimal number of the table. */
    static Set<String> of(long pid) {
        Set<String> inodes = inodes(pid);
        Set<String> sockets = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : lines(Path.of("/proc/net", table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields[STATE].equals(LISTEN) && inodes.contains("socket:[" + fields[INODE] + "]")) {
                    sockets.add(text(fields[1]));
                }
            }
        }
        return sockets;
    }

    private static String text(String local) {
        int colon = local.indexOf(':');
        String address = local.substring(0, colon);
        return (LOOPBACK.contains(address) ? "loopback" : address) + ":"
                + Integer.parseInt(local.substring(colon + 1), 16);
    }

    private static Set<String> inodes(long pid) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors.map(ListeningSockets::target).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closed) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (NoSuchFileException noIpv6) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
