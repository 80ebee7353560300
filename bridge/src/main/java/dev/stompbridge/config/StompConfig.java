package dev.stompbridge.config;

import java.time.Duration;

/** Limits and times of one STOMP session. */
public record StompConfig(
        @Setting(
                value = "10s",
                min = "100ms",
                max = "5m",
                why = "Time between the WebSocket handshake and CONNECT: nobody unknown stays longer.")
        Duration connectTimeout,

        @Setting(
                value = "8KiB",
                min = "512B",
                max = "64KiB",
                why = "Largest frame before CONNECTED. Room for a token, little for a stranger.")
        ByteSize maxLoginFrame,

        @Setting(value = "64", min = "8", max = "1000", why = "Headers of one frame, repeated ones included.")
        int maxHeaders,

        @Setting(
                value = "8KiB",
                min = "128B",
                max = "64KiB",
                why = "Longest header line as received. Room for a long selector.")
        ByteSize maxHeaderLine,

        @Setting(value = "16KiB", min = "512B", max = "256KiB", why = "All header lines of one frame together.")
        ByteSize maxHeaderBytes,

        @Setting(
                value = "1MiB",
                min = "1KiB",
                max = "64MiB",
                why =
                        "Largest body of a SEND, checked before memory is given. Must fit into broker.max-frame with its headers.")
        ByteSize maxBody,

        @Setting(
                value = "10s",
                min = "0s",
                max = "10m",
                why = "How often the server can send a heart-beat; 0s is never. What applies is negotiated at CONNECT.")
        Duration heartBeatSend,

        @Setting(
                value = "10s",
                min = "0s",
                max = "10m",
                why = "How often the server wants a heart-beat from the browser; 0s is never.")
        Duration heartBeatReceive,

        @Setting(
                value = "1s",
                min = "100ms",
                max = "1m",
                why =
                        "Shortest period that a client can negotiate, so that heart-beat:0,1 does not cost a thousand beats a second.")
        Duration heartBeatFloor,

        @Setting(value = "1000", min = "1", max = "100000", why = "Subscriptions of one session.")
        int maxSubscriptions,

        @Setting(
                value = "256",
                min = "1",
                max = "10000",
                why =
                        "Frames of one session that wait for the broker; then nothing more is read from that browser until it "
                                + "catches up.")
        int maxWaitingFrames,

        @Setting(
                value = "100",
                min = "1",
                max = "10000",
                why =
                        "Messages that a queue subscription holds unacknowledged. Few, so that work spreads over all consumers.")
        int queuePrefetch,

        @Setting(
                value = "1000",
                min = "1",
                max = "32766",
                why = "Messages that a topic subscription takes ahead; bounds what waits inside the bridge. "
                        + "The broker's own maximum is 32766.")
        int topicPrefetch,

        @Setting(
                value = "1000",
                min = "1",
                max = "32766",
                why = "Largest activemq.prefetchSize that a client may ask for.")
        int maxPrefetch,

        @Setting(
                value = "20000",
                min = "1",
                max = "1000000",
                why = "Sum of the prefetches of one session's subscriptions whose messages are acknowledged: what a "
                        + "browser that stands still can hold.")
        int maxUnacknowledged,

        @Setting(
                value = "lean",
                why = "Headers of a MESSAGE: lean leaves out those that only repeat a default, complete has all of "
                        + "ActiveMQ's. The SUBSCRIBE header x-message-headers overrides it.")
        MessageHeaders messageHeaders,

        @Setting(value = "10", min = "1", max = "1000", why = "Open transactions of one session.")
        int maxTransactions,

        @Setting(
                value = "1000",
                min = "1",
                max = "10000",
                why = "Messages and acknowledgements in one transaction. The broker takes broker.max-uncommitted.")
        int maxTransactionMessages,

        @Setting(
                value = "2MiB",
                min = "1KiB",
                max = "64MiB",
                why = "Bodies in all open transactions of one session: they wait in the bridge's memory until COMMIT.")
        ByteSize maxTransactionBytes,

        @Setting(
                value = "1m",
                min = "1s",
                max = "1h",
                why =
                        "Time between BEGIN and COMMIT; what a transaction acknowledges is kept from all other consumers.")
        Duration transactionTimeout,

        @Setting(
                value = "refuse",
                why = "When a session claims a client-id that another one of the same user has: refuse it, or replace "
                        + "the other one, which is closed.")
        ClientIdClaim clientIdClaim,

        @Setting(
                value = "2",
                min = "1",
                max = "64",
                why = "Threads that run the sessions; none of them ever waits for the broker.")
        int sessionThreads) {}
