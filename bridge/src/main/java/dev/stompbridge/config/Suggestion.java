package dev.stompbridge.config;

import java.util.Collection;
import java.util.Comparator;

/** The name that was probably meant. */
final class Suggestion {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_STEPS = 3;

    private Suggestion() {}

    /** "; did you mean X?" for the nearest candidate, or nothing when none is near. */
    static String of(String written, Collection<String> candidates) {
        if (written.length() > LONGEST_NAME) {
            return "";
        }
        return candidates.stream()
                .filter(c -> distance(written, c) <= Math.min(MOST_STEPS, Math.max(1, c.length() / 3)))
                .min(Comparator.comparingInt(c -> distance(written, c)))
                .map(Suggestion::exactly)
                .orElse("");
    }

    static String exactly(String candidate) {
        return "; did you mean " + candidate + "?";
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one into the other. */
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int replaced = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[a.length()][b.length()];
    }
}
