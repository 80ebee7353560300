package dev.stompbridge.load;

/**
 * Something that is measured.
 *
 * @param name with its unit
 * @param goal what is aimed at; empty for nothing
 */
record Figure(String name, Better better, String goal) {
    enum Better {
        MORE,
        LESS,
        /** Not to be compared between servers. */
        NEITHER
    }

    static Figure more(String name, String goal) {
        return new Figure(name, Better.MORE, goal);
    }

    static Figure less(String name, String goal) {
        return new Figure(name, Better.LESS, goal);
    }

    static Figure alone(String name, String goal) {
        return new Figure(name, Better.NEITHER, goal);
    }

    boolean isCompared() {
        return better != Better.NEITHER;
    }

    boolean hasGoal() {
        return !goal.isEmpty();
    }
}
