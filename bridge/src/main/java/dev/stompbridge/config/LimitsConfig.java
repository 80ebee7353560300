package dev.stompbridge.config;

/**
 * How much one peer may take. Zero is no bound, which is refused where a peer can be anybody: on a listener beyond
 * loopback, and behind a proxy.
 */
public record LimitsConfig(
        @Setting(
                value = "0",
                min = "0",
                max = "1000000",
                why =
                        "Connections of one address, of one /64 network with IPv6; a further one gets 503. Room for all browsers "
                                + "behind one office's router: 100, say. 0 is no bound.")
        int connectionsPerAddress,

        @Setting(
                value = "0",
                min = "0",
                max = "1000000",
                why =
                        "Sessions of one user, by whatever way he logs in; a further one ends in ERROR. Tabs and devices of a "
                                + "person: 20, say. 0 is no bound.")
        int sessionsPerUser,

        @Setting(
                value = "0",
                min = "0",
                max = "1000000",
                why =
                        "Connections that have not logged in, pages included, of all addresses together; a further one gets "
                                + "503. An address has at most as many as it leaves to others. What strangers can take of "
                                + "web.max-connections: a tenth, say. 0 is no bound.")
        int connectionsWithoutLogin,

        @Setting(
                value = "0",
                min = "0",
                max = "10000",
                why = "Wrong logins per minute of one address; further ones are refused unchecked. Typing errors of an "
                        + "office, not a dictionary: 20, say. 0 is no bound.")
        int failedLogins,

        @Setting(
                value = "0",
                min = "0",
                max = "10000",
                why =
                        "Logins of one address that wait to be checked or are being checked, so that who guesses passwords "
                                + "delays nobody else for long: 10, say. 0 is no bound.")
        int waitingLogins,

        @Section("Of one session, per second; ten times as much at once. More ends it with ERROR. Zero is no bound.")
        RateConfig session,

        @Section("Of all sessions of one user together, per second; ten times as much at once. Zero is no bound.")
        RateConfig user) {}
