package dev.stompbridge.load.server;

import dev.stompbridge.it.ChildProcess;

/** A {@link LoadServer} made of a process and its addresses. */
record ServerProcess(ChildProcess process, Endpoint browsers, Endpoint publisher) implements LoadServer {
    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
