package dev.stompbridge.soak;

import dev.stompbridge.load.Jcmd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the server's process holds at one moment.
 *
 * @param at since the first message was published; negative before it
 * @param heapBytes of what can be reached, after a collection
 * @param threads names of Java threads, without those of the JVM itself; each number in them is an N
 * @param descriptors open ones
 */
record Sample(Duration at, long heapBytes, List<String> threads, long descriptors, MetricsPage metrics) {
    private static final Pattern THREAD = Pattern.compile("^\"(.+)\" #\\d+ ", Pattern.MULTILINE);

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** The JVM starts and ends these as it likes. */
    private static final Pattern OF_THE_JVM =
            Pattern.compile("C. CompilerThread.*|Attach Listener|Sweeper thread|Common-Cleaner|.*process reaper.*");

    static Sample take(SoakServer server, Duration at) {
        Jcmd jcmd = new Jcmd(server.pid());
        return new Sample(at, jcmd.liveHeapBytes(), threads(jcmd), descriptors(server.pid()), server.metrics());
    }

    private static List<String> threads(Jcmd jcmd) {
        return THREAD.matcher(jcmd.run("Thread.print"))
                .results()
                .map(Sample::name)
                .filter(name -> !OF_THE_JVM.matcher(name).matches())
                .sorted()
                .toList();
    }

    private static String name(MatchResult thread) {
        return NUMBER.matcher(thread.group(1)).replaceAll("N");
    }

    private static long descriptors(long pid) {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new IllegalStateException("the system does not tell open files", e);
        }
    }

    double heapMebibytes() {
        return heapBytes / (double) (1 << 20);
    }
}
