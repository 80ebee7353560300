package dev.stompbridge.load.server;

/**
 * A server that runs in a process of its own. Browsers need no login to read its topics, the publisher has one; SUBSCRIBE is
 * answered with the RECEIPT that it asks for.
 */
public interface LoadServer extends AutoCloseable {
    /** Where browsers connect. */
    Endpoint browsers();

    /** Where the publisher connects: STOMP over TCP, or WebSocket where there is nothing else. */
    Endpoint publisher();

    /** The process whose CPU time and heap are measured. */
    long pid();

    /** Kills it. */
    @Override
    void close();
}
