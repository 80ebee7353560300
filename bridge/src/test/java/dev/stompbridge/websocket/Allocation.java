package dev.stompbridge.websocket;

import java.lang.management.ManagementFactory;

/** How much memory the calling thread takes. */
final class Allocation {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** What is measured. */
    interface Work {
        void run() throws Exception;
    }

    /** The bytes allocated by {@code work}, of which most may be garbage already. */
    static long of(Work work) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** The bytes that the whole heap still holds after a collection. */
    static long held() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
