package dev.stompbridge.load;

import dev.stompbridge.load.client.Totals;
import java.util.Map;

/**
 * Whether everything arrived.
 *
 * @param load what was going on
 * @param endings why connections ended that should not have, and how many
 */
record Observation(String load, Totals totals, Map<String, Integer> endings) {}
