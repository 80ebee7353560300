package dev.stompbridge.fuzz;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of fuzzing one target.
 *
 * @param seconds without what it takes to start a JVM
 * @param corpus inputs that each cover something more, those of the repository included
 * @param findings files with inputs that broke a promise, and how to see them again
 */
record FuzzReport(String target, long seconds, long executions, long corpus, List<String> findings, int exit) {
    private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units: +([0-9]+)");
    private static final Pattern PULSE = Pattern.compile("(?m)^#([0-9]+)\\s");
    private static final Pattern TIME = Pattern.compile("(?m)^Done [0-9]+ runs in ([0-9]+) second");
    private static final Pattern CORPUS = Pattern.compile(" corp: ([0-9]+)/");

    /** Reads the numbers in the log of libFuzzer; a run that broke off has no final ones, and took all of its time. */
    static FuzzReport of(FuzzTarget target, long took, String log, List<String> findings, int exit) {
        long executions = Math.max(last(EXECUTIONS, log), last(PULSE, log));
        long seconds = last(TIME, log) == 0 ? took : last(TIME, log);
        return new FuzzReport(target.name(), seconds, executions, last(CORPUS, log), findings, exit);
    }

    /** A run that ends badly without an input, by memory for example, is one as well. */
    boolean failed() {
        return exit != 0 || !findings.isEmpty();
    }

    /** A row of the table in docs/fuzzing.md. */
    String row() {
        return "| %s | %d | %,d | %,d | %d | %s |"
                .formatted(
                        target,
                        seconds,
                        executions,
                        executions / Math.max(1, seconds),
                        corpus,
                        findings.isEmpty() && exit != 0 ? "exit " + exit : findings.size());
    }

    private static long last(Pattern pattern, String log) {
        long last = 0;
        Matcher matcher = pattern.matcher(log);
        while (matcher.find()) {
            last = Long.parseLong(matcher.group(1));
        }
        return last;
    }
}
