package dev.stompbridge.config;

import java.util.Comparator;

/** Where a value was written. Orders as errors are listed: the file by line, the environment, the command line. */
record Source(Kind kind, String name, int line) implements Comparable<Source> {
    enum Kind {
        FILE,
        ENVIRONMENT,
        COMMAND_LINE,
        DEFAULT
    }

    private static final Comparator<Source> ORDER =
            Comparator.comparing(Source::kind).thenComparingInt(Source::line);

    /** Lines count from 1; 0 is the file as a whole. */
    static Source file(String name, int line) {
        return new Source(Kind.FILE, name, line);
    }

    static Source environment(String variable) {
        return new Source(Kind.ENVIRONMENT, variable, 0);
    }

    static Source commandLine(String key) {
        return new Source(Kind.COMMAND_LINE, "--set " + key, 0);
    }

    static Source unset() {
        return new Source(Kind.DEFAULT, "default", 0);
    }

    @Override
    public int compareTo(Source other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line > 0 ? name + ":" + line : name;
    }
}
