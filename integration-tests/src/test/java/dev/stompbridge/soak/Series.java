package dev.stompbridge.soak;

import java.util.Locale;

/**
 * A stream of messages that are numbered from 1 and go to several topics in turn. The number of a message determines its
 * topic and its key.
 */
enum Series {
    /** Of which nothing may be left out. */
    PRICES("prices", 40, 40, 200),
    /** One topic of many symbols: a field of the JSON body is the key. */
    QUOTES("conflated.quotes", 1, 20, 60),
    /** A topic for each symbol: the destination is the key. */
    NAMES("conflated.names", 20, 20, 60),
    /** The oldest is left out. */
    TICKS("dropping", 4, 4, 60),
    /** Nothing ever comes: heart-beats alone keep its browsers. */
    SILENCE("prices.silence", 1, 1, 0);

    private final String name;
    private final int topics;
    private final int keys;
    private final int perSecond;

    Series(String name, int topics, int keys, int perSecond) {
        this.name = name;
        this.topics = topics;
        this.keys = keys;
        this.perSecond = perSecond;
    }

    int topics() {
        return topics;
    }

    int keys() {
        return keys;
    }

    int perSecond() {
        return perSecond;
    }

    /** As STOMP names a topic, or many with a wildcard as the last part. */
    String destination(String lastPart) {
        return "/topic/" + name + "." + lastPart;
    }

    static String lastPart(int topic) {
        return String.format(Locale.ROOT, "S%02d", topic);
    }

    int topic(long number) {
        return (int) ((number - 1) % topics);
    }

    int key(long number) {
        return (int) ((number - 1) % keys);
    }

    String destination(long number) {
        return destination(lastPart(topic(number)));
    }

    /** A hundred bytes or so, with the key in {@code s} and the number in {@code n}. */
    String body(long number) {
        return "{\"s\":\"" + lastPart(key(number)) + "\",\"n\":" + number
                + ",\"bid\":1234.56,\"ask\":1234.78,\"venue\":\"XNAS\",\"currency\":\"USD\"}";
    }

    /** Whether messages are left out of a browser that does not keep up. */
    boolean maySkip() {
        return this == QUOTES || this == NAMES || this == TICKS;
    }

    /** Whether the last message of each key is never left out. */
    boolean keepsLastOfKey() {
        return this != TICKS;
    }
}
