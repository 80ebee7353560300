package dev.stompbridge.load;

/**
 * Something that is measured.
 *
 * @param name with its unit
 * @param goal what design.md §6 wants; empty for nothing
 */
record Figure(String name, Better better, String goal) {
    enum Better {
        MORE,
        LESS
    }

    static Figure more(String name, String goal) {
        return new Figure(name, Better.MORE, goal);
    }

    static Figure less(String name, String goal) {
        return new Figure(name, Better.LESS, goal);
    }
}
