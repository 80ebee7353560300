package dev.stompbridge.route;

/** What a route counts. All methods are called on the thread of the route and must not block. */
public interface RouteCounters {

    /** A batch was committed that forwarded so many messages, at least 1. */
    void forwarded(int messages);

    /** A message was put aside in the invalid queue, and that is committed. */
    void invalid(InvalidReason reason);

    /** A batch was rolled back; its messages will be delivered again. */
    void rolledBack();

    /** The broker was lost, or could not be reached at the start. Once per outage, however many attempts it takes. */
    void disconnected();

    /** The invalid queue refused a message as well; the broker was told to move it to its dead-letter queue. */
    void deadLettered();
}
