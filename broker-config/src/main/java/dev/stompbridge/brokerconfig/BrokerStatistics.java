package dev.stompbridge.brokerconfig;

/**
 * Gauges of a running broker, and counts since its start.
 *
 * @param connections of backends and links
 * @param destinations queues and topics, without temporary ones
 * @param memoryPercent of the memory limit; may pass 100, producers then wait
 * @param storeBytes on disk, of the store limit
 * @param storeSyncs how often the journal of the store was synced to disk
 * @param tempBytes on disk, of the limit of the temporary store
 * @param loginsRefused on any connector
 * @param connectionsRefused because a connector had its maximum
 * @param deadLettered messages moved to a dead-letter queue
 * @param discarded messages that a consumer of a topic was too slow for, or that nobody could keep
 * @param expired messages whose time to live ended before they were consumed
 * @param durablesExpired durable subscriptions whose owner was away for too long
 * @param slowConsumersClosed consumers of topics whose backlog filled the temporary store
 * @param expiredLogins connections of backends that ended with the token they had logged in with
 */
public record BrokerStatistics(
        int connections,
        int destinations,
        int memoryPercent,
        long storeBytes,
        long storeSyncs,
        long tempBytes,
        long loginsRefused,
        long connectionsRefused,
        long deadLettered,
        long discarded,
        long expired,
        long durablesExpired,
        long slowConsumersClosed,
        long expiredLogins) {}
