package dev.stompbridge.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.Checklist;
import java.io.ObjectInputFilter;
import java.lang.management.ManagementFactory;
import java.util.List;

/** The points of the checklist that the process shows; {@code run} has the same limits when it is started the same way. */
final class ProcessChecklist {
    /** For the message store, libraries, listeners and links. */
    private static final int OTHER_FILES = 500;

    private ProcessChecklist() {}

    static List<Checklist.Item> of(BridgeConfig config) {
        return List.of(
                openFiles(config.web().maxConnections()),
                heap(config.outbox().totalBytes().bytes()
                        + config.broker().memoryLimit().bytes()),
                user(),
                serialFilter(),
                remoteManagement());
    }

    private static Checklist.Item openFiles(int connections) {
        long most = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        return item(
                "open-files",
                most >= connections + OTHER_FILES,
                "the process may open a file for each of web.max-connections",
                "the process may open " + most + " files, but web.max-connections is " + connections
                        + ": raise the limit (ulimit -n, LimitNOFILE), or lower the key");
    }

    private static Checklist.Item heap(long waiting) {
        long heap = Runtime.getRuntime().maxMemory();
        return item(
                "heap",
                waiting <= heap / 2,
                "what may wait for browsers and in the broker takes at most half of the heap",
                "outbox.total-bytes and broker.memory-limit together are " + waiting
                        + " bytes, more than half of the heap of " + heap
                        + ": raise -Xmx in STOMPBRIDGE_JAVA_OPTS, or lower the keys");
    }

    private static Checklist.Item user() {
        return item(
                "user",
                !"root".equals(System.getProperty("user.name")),
                "the process does not run as root",
                "the process runs as root: give it a user of its own");
    }

    private static Checklist.Item serialFilter() {
        return item(
                "serial-filter",
                ObjectInputFilter.Config.getSerialFilter() != null,
                "nothing is deserialised that the message store does not need (jdk.serialFilter)",
                "the process was started without jdk.serialFilter: start it with bin/stompbridge");
    }

    private static Checklist.Item remoteManagement() {
        return item(
                "jmx",
                System.getProperty("com.sun.management.jmxremote.port") == null,
                "JMX listens nowhere",
                "JMX can be reached over the network: remove com.sun.management.jmxremote.port");
    }

    private static Checklist.Item item(String id, boolean done, String good, String bad) {
        return new Checklist.Item(id, done, done ? good : bad);
    }
}
