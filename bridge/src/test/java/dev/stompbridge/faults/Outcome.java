package dev.stompbridge.faults;

import java.util.List;

/**
 * What is in the queues of an exchange, in order.
 *
 * @param input numbers of the messages that are not acknowledged
 * @param rejected numbers of those in the dead-letter queue
 * @param out what transactions sent
 * @param direct what was sent outside of transactions
 */
record Outcome(List<String> input, List<String> rejected, List<String> out, List<String> direct) {}
