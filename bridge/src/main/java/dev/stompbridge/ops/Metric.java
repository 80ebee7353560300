package dev.stompbridge.ops;

/**
 * Everything that the bridge counts or measures, with the text that explains it to an operator. No metric carries a user,
 * a session or a destination; a tag has few and fixed values.
 */
public enum Metric {
    CONNECTIONS_ACCEPTED("connections_accepted", "TCP connections accepted on the public port."),
    CONNECTIONS_REFUSED(
            "connections_refused", "TCP connections closed at once because web.max-connections was reached."),
    CONNECTIONS_REFUSED_ADDRESS(
            "connections_refused_address",
            "Connections refused because their address has limits.connections-per-address."),
    CONNECTIONS_REFUSED_WITHOUT_LOGIN(
            "connections_refused_without_login",
            "Connections refused because limits.connections-without-login was reached, or their address has its share of it."),
    CONNECTIONS_CUT(
            "connections_cut",
            "Refused connections that were closed without an answer: under TLS, or too many at once."),
    PROXY_HEADERS_REFUSED(
            "proxy_headers_refused", "Connections of proxies closed because they did not begin with a PROXY header."),
    REQUESTS("http_requests", "HTTP requests answered on the public port, upgrades not included."),
    REQUESTS_REFUSED("http_requests_refused", "HTTP requests refused for a broken rule or limit of the request head."),
    REQUESTS_TIMED_OUT("http_requests_timed_out", "Connections closed because no complete request head came in time."),
    ORIGINS_REFUSED("origins_refused", "WebSocket handshakes refused because of their Origin."),
    LOGINS_REFUSED("logins_refused", "Logins of browsers that were wrong: passcodes, tokens, unknown users."),
    LOGINS_UNCHECKED(
            "logins_unchecked", "Logins of browsers refused without a look, because their address had too many."),
    TOKENS_RENEWED("tokens_renewed", "Tokens that took the place of an earlier one in a session."),
    UPGRADES("websocket_upgrades", "WebSocket handshakes accepted."),
    CLOSES_UNANSWERED(
            "websocket_closes_unanswered", "Close frames that the peer did not answer before the socket ended."),
    EVENT_STREAMS_OPENED("event_streams_opened", "Streams of server-sent events opened."),
    EVENT_STREAMS_CUT(
            "event_streams_cut",
            "Streams of server-sent events whose reader did not keep up, or sent what nobody had asked for."),
    WEBSOCKET_MESSAGES_IN("websocket_messages_received", "WebSocket messages received from browsers."),
    FRAMES_IN("stomp_frames_received", "STOMP frames received from browsers."),
    FRAMES_OUT("stomp_frames_sent", "STOMP frames handed to the outboxes of browsers."),
    BYTES_IN("bytes_received", "Bytes received on the public port."),
    BYTES_OUT("bytes_written", "Bytes handed to the network on the public port."),
    WRITES("writes", "Buffers handed to the network on the public port; frames that wait leave joined in one."),
    SENDS("sends", "SEND frames that the broker accepted."),
    CONTRACTS_BROKEN("contracts_broken", "SEND frames refused because they broke a contract of their destination."),
    ACKS("acknowledgements", "ACK frames that the broker accepted, or a transaction."),
    NACKS(
            "rejections",
            "NACK frames that the broker accepted, or a transaction: what was in a queue is dead-lettered."),
    BATCHES_REFUSED(
            "send_batches_refused",
            "Batches that the broker refused because of one of their messages; it was found by sending them one by one."),
    DELIVERIES("deliveries", "Messages delivered to subscriptions."),
    ENCODINGS(
            "encodings",
            "Times that a message of a shared subscription was turned into bytes: once per STOMP version and form of headers."),
    MESSAGES_SKIPPED(
            "messages_skipped",
            "Messages that a browser did not get, as its policy or its pace has it; x-skipped told the browser."),
    GAPS("gaps", "Times that a shared subscription of a browser may have missed messages because the broker was away."),
    HEADERS_CHANGED(
            "headers_changed", "Headers that a receiver's STOMP version cannot express: blanked in part, or left out."),
    MESSAGES_UNDELIVERABLE(
            "messages_undeliverable", "Messages left out because their type has no form in STOMP; acknowledged."),
    ACTIVEMQ_HEADERS_IGNORED("activemq_headers_ignored", "Headers named activemq.* that the bridge does not apply."),
    ACKS_FAILED("acknowledgements_failed", "Acknowledgements that the broker refused."),
    READING_SUSPENDED("reading_suspended", "Times that reading from one browser was suspended to slow it down."),
    LINKS_OPENED("broker_links_opened", "Links to the broker opened."),
    LINKS_LOST("broker_links_lost", "Links to the broker that ended in an error."),
    LINKS_INTERRUPTED("broker_links_interrupted", "Times that a link to the broker was interrupted."),
    ROUTE_FORWARDED("route_messages_forwarded", "Messages that routes forwarded."),
    ROUTE_INVALID("route_messages_invalid", "Messages that routes moved to their invalid queue."),
    ROUTE_ROLLED_BACK("route_batches_rolled_back", "Batches of routes that were rolled back."),
    ROUTE_DISCONNECTED("route_outages", "Times that a route lost the broker."),
    ROUTE_DEAD_LETTERED(
            "route_messages_dead_lettered", "Messages that a route could not even move to its invalid queue."),
    TLS_HANDSHAKES("tls_handshakes", "TLS handshakes completed."),
    TLS_HANDSHAKES_FAILED(
            "tls_handshakes_failed",
            "TLS handshakes that failed: no protocol or cipher in common, a certificate missing or refused, no TLS at all."),
    TLS_HANDSHAKES_TIMED_OUT(
            "tls_handshakes_timed_out", "Connections closed because their TLS handshake was not complete in time."),
    TLS_FLOODS(
            "tls_floods",
            "Connections closed because of TLS records that carry nothing: key updates, empty records, renegotiation."),
    TLS_RELOADS("tls_reloads", "Times that changed TLS files were put to use."),
    TLS_RELOAD_FAILURES(
            "tls_reload_failures", "Times that changed TLS files could not be used; what was in use stays in use."),
    DISCONNECTS(Kind.TAGGED, "disconnects", "WebSocket connections that ended, by reason."),
    CONNECTIONS(Kind.GAUGE, "connections", "Open connections on the public port."),
    WEBSOCKETS(Kind.GAUGE, "websockets", "Open WebSockets."),
    EVENT_STREAMS(Kind.GAUGE, "event_streams", "Open streams of server-sent events."),
    TLS_CERTIFICATE_EXPIRES_SECONDS(
            Kind.GAUGE,
            "tls_certificate_expires_seconds",
            "Seconds until the TLS certificate in use that expires first does; negative when it has."),
    SHARED_TOPICS(Kind.GAUGE, "shared_topics", "Subscriptions in the broker that browsers share, or did a moment ago."),
    OUTBOX_BYTES(
            Kind.GAUGE,
            "outbox_bytes",
            "Bytes that wait for browsers that do not keep up; counts for outbox.total-bytes."),
    BROKER_IDENTITIES(Kind.GAUGE, "broker_identities", "Identities of browsers that have links to the broker."),
    BROKER_SUBSCRIPTIONS(Kind.GAUGE, "broker_subscriptions", "Consumers that browsers have in the broker."),
    BROKER_CONNECTIONS(Kind.GAUGE, "broker_connections", "Connections to the broker, of backends and links."),
    BROKER_DESTINATIONS(Kind.GAUGE, "broker_destinations", "Queues and topics, without temporary ones."),
    BROKER_MEMORY_PERCENT(
            Kind.GAUGE, "broker_memory_percent", "Used part of broker.memory-limit; producers wait from 100 on."),
    BROKER_STORE_BYTES(Kind.GAUGE, "broker_store_bytes", "Bytes on disk that count for broker.store-limit."),
    BROKER_STORE_SYNCS(Kind.GAUGE, "broker_store_syncs", "Times that the message store was synced to disk."),
    BROKER_TEMP_BYTES(Kind.GAUGE, "broker_temp_bytes", "Bytes on disk that count for broker.temp-limit."),
    BROKER_LOGINS_REFUSED(Kind.GAUGE, "broker_logins_refused", "Logins refused on any connector since the start."),
    BROKER_LOGINS_EXPIRED(
            Kind.GAUGE,
            "broker_logins_expired",
            "Connections of backends that ended with the token they had logged in with, since the start."),
    BROKER_CONNECTIONS_REFUSED(
            Kind.GAUGE, "broker_connections_refused", "Connections that a full connector refused since the start."),
    BROKER_DEAD_LETTERED(Kind.GAUGE, "broker_dead_lettered", "Messages moved to a dead-letter queue since the start."),
    BROKER_DISCARDED(
            Kind.GAUGE, "broker_discarded", "Messages that a topic's consumer was too slow for, since the start."),
    BROKER_SLOW_CONSUMERS_CLOSED(
            Kind.GAUGE,
            "broker_slow_consumers_closed",
            "Consumers of topics that held up others, closed since the start."),
    BROKER_EXPIRED(Kind.GAUGE, "broker_expired", "Messages that expired before they were consumed, since the start."),
    BROKER_DURABLES_EXPIRED(
            Kind.GAUGE,
            "broker_durable_subscriptions_expired",
            "Durable subscriptions that nobody used for broker.durable-expires-after, since the start.");

    /** How a metric gets its value. */
    enum Kind {
        /** Something happened so many times. */
        COUNTER,
        /** Counters that differ in one tag. */
        TAGGED,
        /** Read when the page is asked for. */
        GAUGE
    }

    private final Kind kind;
    private final String id;
    private final String help;

    Metric(String id, String help) {
        this(Kind.COUNTER, id, help);
    }

    Metric(Kind kind, String id, String help) {
        this.kind = kind;
        this.id = id;
        this.help = help;
    }

    Kind kind() {
        return kind;
    }

    /** The name on the metrics page without the prefix {@code stompbridge_} and a counter's suffix {@code _total}. */
    public String id() {
        return id;
    }

    public String help() {
        return help;
    }
}
