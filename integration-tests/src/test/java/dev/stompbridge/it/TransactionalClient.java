package dev.stompbridge.it;

/** A client library that knows transactions; what belongs to one has its name in the header {@code transaction}. */
interface TransactionalClient extends ForeignClient {
    void begin(String transaction);

    void commit(String transaction);

    void abort(String transaction);

    void acknowledge(Incoming message, String transaction);
}
