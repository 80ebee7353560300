package dev.stompbridge.load.server;

/** A server that runs in a process of its own. Browsers need no login to read its topics, the publisher has one. */
public interface LoadServer extends AutoCloseable {
    /** Where browsers connect. */
    Endpoint browsers();

    /** Where the publisher connects: STOMP over TCP, or WebSocket where there is nothing else. */
    Endpoint publisher();

    /** Whether SUBSCRIBE is answered with a RECEIPT. Otherwise a subscription counts from its first message. */
    boolean answersSubscribe();

    /** The process whose CPU time and heap are measured. */
    long pid();

    /** Kills it. */
    @Override
    void close();
}
