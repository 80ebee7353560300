package dev.stompbridge.load;

import java.util.List;
import java.util.Locale;

/** What the rounds of one figure gave. */
record Samples(List<Double> values) {
    Samples {
        values = values.stream().sorted().toList();
    }

    double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    /** The median and, if there are several, the range. */
    @Override
    public String toString() {
        String median = number(median());
        return values.size() == 1
                ? median
                : median + " (" + number(values.get(0)) + "–" + number(values.get(values.size() - 1)) + ")";
    }

    /**
     * With three digits that matter, or all before the point; a whole number from ten on has no point, and none has
     * more than three digits behind it.
     */
    static String number(double value) {
        double size = Math.abs(value);
        if (size > 0 && size < 0.1) {
            return String.format(Locale.ROOT, "%.3f", value);
        }
        String format = size >= 100 || (size >= 10 && size == Math.rint(size)) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
