package dev.stompbridge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The embedded ActiveMQ broker. */
public record BrokerConfig(
        @Setting(
                value = "data",
                form = Form.PATH,
                max = "4096",
                why = "Directory of the message store; one broker at a time. A relative path begins at the home of the "
                        + "distribution.")
        String dataDirectory,

        @Setting(
                value = "256MiB",
                min = "1MiB",
                max = "1TiB",
                why = "Memory for messages of all destinations. Keep it well below the heap.")
        ByteSize memoryLimit,

        @Setting(
                value = "10GiB",
                min = "4MiB",
                max = "16TiB",
                why = "Disk for persistent messages; producers wait when it is full. Keep it below the free space.")
        ByteSize storeLimit,

        @Setting(
                value = "1GiB",
                min = "4MiB",
                max = "16TiB",
                why = "Disk for non-persistent messages that memory has no room for.")
        ByteSize tempLimit,

        @Setting(
                value = "10000",
                min = "10",
                max = "1000000",
                why = "Queues and topics. Whoever may read a topic may create it, so their number needs a bound.")
        int maxDestinations,

        @Setting(
                value = "10000",
                min = "1000",
                max = "1000000",
                why = "Messages and acknowledgements of one open transaction. A route needs up to 1000.")
        int maxUncommitted,

        @Setting(
                value = "4MiB",
                min = "64KiB",
                max = "256MiB",
                why = "Largest frame on the OpenWire and STOMP listeners, checked before memory is given.")
        ByteSize maxFrame,

        @Setting(
                value = "4MiB",
                min = "64KiB",
                max = "256MiB",
                why = "Largest body after decompression. A small compressed message must not fill the heap.")
        ByteSize maxInflated,

        @Setting(
                value = "5m",
                min = "1s",
                max = "24h",
                why = "Time after which an empty destination without consumers and producers is removed.")
        Duration idleDestinationAfter,

        @Setting(
                value = "0B",
                min = "0B",
                max = "16TiB",
                why =
                        "Disk for messages that are delivered later than they are sent (AMQ_SCHEDULED_DELAY), at least 4MiB; "
                                + "0B turns that off.")
        ByteSize delayedLimit,

        @Setting(
                value = "168h",
                min = "1m",
                max = "8760h",
                why = "Time after which a durable subscription ends, with what is stored for it, when nobody uses it.")
        Duration durableExpiresAfter,

        @Section(value = "OpenWire listener, for JMS clients.", defaults = "port=61616")
        ConnectorConfig openwire,

        @Section(value = "STOMP listener, for backends in other languages.", defaults = "port=61613")
        ConnectorConfig stomp,

        @Setting(max = "10000", why = "Who may log in. None in a bare install.")
        List<UserConfig> users,

        @Section("Users who are known to somebody else.") JaasConfig jaas,

        @Setting(
                form = Form.NAME,
                max = "100",
                why = "Groups of browsers that connect without a login. Without one they may do nothing.")
        List<String> anonymousGroups,

        @Setting(max = "10000", why = "Who may read and write what. What is not granted is denied.")
        List<GrantConfig> authorization) {

    public BrokerConfig {
        users = List.copyOf(users);
        anonymousGroups = List.copyOf(anonymousGroups);
        authorization = List.copyOf(authorization);
    }

    BrokerConfig under(Path home) {
        return new BrokerConfig(
                home.resolve(dataDirectory).toString(),
                memoryLimit,
                storeLimit,
                tempLimit,
                maxDestinations,
                maxUncommitted,
                maxFrame,
                maxInflated,
                idleDestinationAfter,
                delayedLimit,
                durableExpiresAfter,
                openwire,
                stomp,
                users,
                jaas.under(home),
                anonymousGroups,
                authorization);
    }
}
