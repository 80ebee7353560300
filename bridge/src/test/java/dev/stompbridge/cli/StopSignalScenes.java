package dev.stompbridge.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;

/** The main class of the processes that {@link StopSignalTest} stops. Prints "ready" when the signal may come. */
final class StopSignalScenes {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private StopSignalScenes() {}

    public static void main(String[] args) {
        PrintWriter err = args[0].equals("blockedTerminal")
                ? blocked()
                : new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        try (StopSignal signal =
                StopSignal.arm(err, new StopSignal.Patience(Duration.ofSeconds(2), Duration.ofSeconds(3)))) {
            switch (args[0]) {
                case "drains" -> signal.drainsWith(() -> System.out.println("drained"));
                case "failingDrain" ->
                    signal.drainsWith(() -> {
                        throw new IllegalStateException("the store is gone");
                    });
                case "hangingDrain", "blockedTerminal" -> signal.drainsWith(StopSignalScenes::hang);
                case "earlySignal" -> {
                    System.out.println("ready");
                    Awaitility.await().until(StopSignalScenes::isShuttingDown);
                    signal.drainsWith(() -> System.out.println("drained"));
                    hang();
                }
                default -> throw new IllegalArgumentException(args[0]);
            }
            System.out.println("ready");
            hang();
        }
    }

    private static void hang() {
        try {
            NEVER.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the JVM refuses new hooks. */
    private static boolean isShuttingDown() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static PrintWriter blocked() {
        OutputStream takesNothing = new OutputStream() {
            @Override
            public void write(int b) {
                hang();
            }
        };
        return new PrintWriter(takesNothing, true, StandardCharsets.UTF_8);
    }
}
