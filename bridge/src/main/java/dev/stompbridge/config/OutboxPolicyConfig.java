package dev.stompbridge.config;

import java.time.Duration;

/** What slow browsers get of some topics. */
public record OutboxPolicyConfig(
        @Setting(
                value = Setting.REQUIRED,
                form = Form.TOPIC_PATTERN,
                why = "Which topics: * stands for one part of a name, > at the end for all that follow.")
        String destination,

        @Setting(
                value = "disconnect",
                why = "Of a browser that does not keep up: disconnect it, drop-oldest leaves out what waits longest, "
                        + "conflate keeps the latest message of each key.")
        OutboxPolicy policy,

        @Setting(
                value = "destination",
                form = Form.CONFLATION_KEY,
                why =
                        "Which messages replace each other, by conflate or when the browser sets x-max-rate: those of one "
                                + "destination, or those in it with the same value in a header or in a field of the JSON "
                                + "body (json:quote.symbol).")
        String key,

        @Setting(
                value = "256KiB",
                min = "4KiB",
                max = "64MiB",
                why = "Bytes that may wait for one subscription before messages are left out. At most "
                        + "outbox.max-bytes, which holds for all subscriptions of the browser.")
        ByteSize maxBytes,

        @Setting(
                value = "0s",
                min = "0s",
                max = "1h",
                why = "Time after which a waiting message is left out, since old news may be worse than none; 0s is "
                        + "never. Not with disconnect, for which there is outbox.max-age.")
        Duration maxAge,

        @Setting(
                value = "false",
                why = "A new subscriber first gets the last message of each destination. Costs memory for each, up to "
                        + "fanout.snapshot-bytes.")
        boolean snapshot) {}
