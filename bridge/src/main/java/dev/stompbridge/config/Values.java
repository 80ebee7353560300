package dev.stompbridge.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one text as the value of a key, within its bounds. */
final class Values {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,15})([A-Za-z]*)");
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L);
    private static final Map<String, Long> BYTES =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);
    private static final int LONGEST_TEXT = 255;

    private Values() {}

    /** Says what is wrong in words that follow the value: "is above the maximum". */
    static final class IllegalValue extends Exception {
        private static final long serialVersionUID = 1L;

        IllegalValue(String problem) {
            super(problem);
        }

        String problem() {
            return String.valueOf(getMessage());
        }
    }

    /** The value of a key, or of one item of a list. */
    static Object read(Shape.Value key, String text) throws IllegalValue {
        Class<?> type = key.type();
        if (type == int.class) {
            return Math.toIntExact(bounded(key, text));
        }
        if (type == Duration.class) {
            return Duration.ofMillis(bounded(key, text));
        }
        if (type == ByteSize.class) {
            return new ByteSize(bounded(key, text));
        }
        if (type == boolean.class) {
            return oneOf(List.of("true", "false"), text).equals("true");
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            List<String> names = Shape.names(type);
            return constants[names.indexOf(oneOf(names, text))];
        }
        return text(key, text);
    }

    private static long bounded(Shape.Value key, String text) throws IllegalValue {
        String min = key.setting().min();
        String max = key.setting().max();
        long value = number(key.type(), text);
        if (value < number(key.type(), min) || value > number(key.type(), max)) {
            throw new IllegalValue("is not between " + min + " and " + max);
        }
        return value;
    }

    private static long number(Class<?> type, String text) throws IllegalValue {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (type == int.class) {
            if (!matcher.matches() || !matcher.group(2).isEmpty()) {
                throw new IllegalValue("is not a whole number");
            }
            return Long.parseLong(text);
        }
        return type == Duration.class
                ? scaled(matcher, MILLIS, "10s, in ms, s, m or h")
                : scaled(matcher, BYTES, "64KiB, in B, KiB, MiB, GiB or TiB");
    }

    private static long scaled(Matcher matcher, Map<String, Long> units, String example) throws IllegalValue {
        if (!matcher.matches()) {
            throw new IllegalValue("is not a whole number with a unit, like " + example);
        }
        String unit = matcher.group(2);
        Long scale = units.get(unit);
        if (scale == null) {
            throw new IllegalValue(
                    (unit.isEmpty() ? "lacks a unit" : "has an unknown unit") + "; write it like " + example);
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), scale);
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    private static String text(Shape.Value key, String text) throws IllegalValue {
        Setting setting = key.setting();
        if (setting.oneOf().length > 0) {
            return oneOf(List.of(setting.oneOf()), text);
        }
        int longest = key.list() || setting.max().isEmpty() ? LONGEST_TEXT : Integer.parseInt(setting.max());
        if (text.length() > longest) {
            throw new IllegalValue("is longer than " + longest + " characters");
        }
        if (!setting.form().allows(text)) {
            throw new IllegalValue("must be " + setting.form().rule());
        }
        return text;
    }

    private static String oneOf(List<String> allowed, String text) throws IllegalValue {
        if (!allowed.contains(text)) {
            throw new IllegalValue("must be " + String.join(", ", allowed.subList(0, allowed.size() - 1)) + " or "
                    + allowed.get(allowed.size() - 1) + Suggestion.of(text, allowed));
        }
        return text;
    }
}
