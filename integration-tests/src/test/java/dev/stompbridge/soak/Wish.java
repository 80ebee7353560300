package dev.stompbridge.soak;

/**
 * What one subscription asks for.
 *
 * @param topic the number of a topic, or {@link #ALL} or {@link #CHILDREN} of the series
 * @param rate as {@code x-max-rate} has it, empty for none
 */
record Wish(Series series, int topic, String rate) {
    /** By the wildcard that stands for any number of parts. */
    static final int ALL = -1;

    /** By the wildcard that stands for one part: the same messages, another subscription. */
    static final int CHILDREN = -2;

    static Wish of(Series series, int topic) {
        return new Wish(series, topic, "");
    }

    Wish atMost(String maxRate) {
        return new Wish(series, topic, maxRate);
    }

    String destination() {
        return series.destination(
                switch (topic) {
                    case ALL -> ">";
                    case CHILDREN -> "*";
                    default -> Series.lastPart(topic);
                });
    }

    boolean matches(long number) {
        return topic < 0 || series.topic(number) == topic;
    }

    /** How many of the first so many messages of the series it matches. */
    long countUpTo(long number) {
        return topic < 0 ? number : (number - topic + series.topics() - 1) / series.topics();
    }

    /** Whether messages may be left out, so that they have {@code x-seq}. */
    boolean maySkip() {
        return series.maySkip() || !rate.isEmpty();
    }

    boolean keepsLastOfKey() {
        return series.keepsLastOfKey() || !rate.isEmpty();
    }

    /** How many messages its pace allows in this time, somewhat generously. */
    double mostIn(double seconds) {
        double perSecond = rate.isEmpty() ? Double.MAX_VALUE : Double.parseDouble(rate.substring(0, rate.indexOf('/')));
        return series.keys() * (perSecond * seconds * 1.02 + 2);
    }

    /** Without the WebSocket frame. */
    String subscribe(String id) {
        String pace = rate.isEmpty() ? "" : "x-max-rate:" + rate + "\n";
        return "SUBSCRIBE\nid:" + id + "\ndestination:" + destination() + "\nreceipt:" + id + "\n" + pace + "\n\0";
    }
}
