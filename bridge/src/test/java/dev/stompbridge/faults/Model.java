package dev.stompbridge.faults;

import dev.stompbridge.stomp.StompCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What STOMP promises of an exchange: the queues after each of its steps. */
final class Model {
    /** What a transaction will do. */
    private static final class Held {
        private final Set<Integer> acknowledged = new TreeSet<>();
        private final List<Integer> rejected = new ArrayList<>();
        private final List<String> sent = new ArrayList<>();
    }

    private final Plan plan;
    private final Set<Integer> input = new TreeSet<>();
    private final List<Integer> rejected = new ArrayList<>();
    private final List<String> out = new ArrayList<>();
    private final List<String> direct = new ArrayList<>();
    private final Map<String, Held> open = new HashMap<>();

    private Model(Plan plan) {
        this.plan = plan;
        for (int i = 0; i < Plan.MESSAGES; i++) {
            input.add(i);
        }
    }

    /** The outcomes that are right for a client that sent so many frames of the plan and got so many receipts. */
    static Set<Outcome> outcomes(Plan plan, int receipts, int sent) {
        Model model = new Model(plan);
        List<Step> steps = plan.steps();
        steps.subList(0, receipts).forEach(step -> model.apply(step, new ArrayList<>()));
        List<Outcome> possible = new ArrayList<>(List.of(model.outcome()));
        steps.subList(receipts, sent).forEach(step -> model.apply(step, possible));
        return new LinkedHashSet<>(possible);
    }

    private Outcome outcome() {
        return new Outcome(texts(input), texts(rejected), List.copyOf(out), List.copyOf(direct));
    }

    private static List<String> texts(Iterable<Integer> numbers) {
        List<String> texts = new ArrayList<>();
        numbers.forEach(number -> texts.add(number.toString()));
        return texts;
    }

    /** Adds every outcome that can be seen from now on, should nothing follow. */
    private void apply(Step step, List<Outcome> possible) {
        switch (step.command()) {
            case BEGIN -> open.put(step.transaction(), new Held());
            case ABORT -> open.remove(step.transaction());
            case SEND -> send(step);
            case ACK, NACK -> settle(step);
            case COMMIT -> commit(step, possible);
            default -> {}
        }
        possible.add(outcome());
    }

    private void send(Step step) {
        Held held = open.get(step.transaction());
        if (held != null) {
            held.sent.add(step.body());
        } else {
            (step.subject().equals("out") ? out : direct).add(step.body());
        }
    }

    private void settle(Step step) {
        boolean ack = step.command() == StompCommand.ACK;
        List<Integer> selected = select(step.message());
        Held held = open.get(step.transaction());
        if (held != null) {
            (ack ? held.acknowledged : held.rejected).addAll(selected);
        } else {
            selected.forEach(input::remove);
            if (!ack) {
                rejected.addAll(selected);
            }
        }
    }

    private List<Integer> select(int message) {
        return plan.isCumulative()
                ? input.stream()
                        .filter(number -> number <= message)
                        .filter(number -> open.values().stream()
                                .noneMatch(
                                        held -> held.acknowledged.contains(number) || held.rejected.contains(number)))
                        .toList()
                : List.of(message);
    }

    /** Rejections follow behind the commit, and a client that goes before them has its messages again. */
    private void commit(Step step, List<Outcome> possible) {
        Held held = open.remove(step.transaction());
        if (held == null) {
            throw new IllegalStateException(step.toString());
        }
        input.removeAll(held.acknowledged);
        out.addAll(held.sent);
        possible.add(outcome());
        held.rejected.forEach(input::remove);
        rejected.addAll(held.rejected);
    }
}
