package dev.stompbridge.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of nodes. After a problem it goes on with the default in its place, so that one run finds them all.
 */
final class Binder {
    private final Shape.Group root;
    private final Map<String, Node.Scalar> overrides;
    private final Problems problems;
    private final Map<String, Source> sources = new HashMap<>();

    Binder(Shape.Group root, Map<String, Node.Scalar> overrides, Problems problems) {
        this.root = root;
        this.overrides = overrides;
        this.problems = problems;
    }

    BridgeConfig bind(Node node) {
        return (BridgeConfig) group(root, node, "");
    }

    /** Where each key that was set has its value from. */
    Map<String, Source> sources() {
        return sources;
    }

    private Object bind(Shape shape, @Nullable Node written, String path) {
        Node override = overrides.get(path);
        Node node = override == null ? written : override;
        if (node != null) {
            sources.put(path, node.source());
        }
        if (shape instanceof Shape.Group group) {
            return group(group, node, path);
        }
        if (shape instanceof Shape.Groups groups) {
            return groups(groups, node, path);
        }
        Shape.Value key = (Shape.Value) shape;
        return key.list() ? list(key, node, path) : value(key, node, path);
    }

    private Object group(Shape.Group group, @Nullable Node node, String path) {
        Map<String, Node> entries = Map.of();
        if (node instanceof Node.Mapping mapping) {
            entries = mapping.entries();
            refuseUnknown(group, entries, path);
        } else {
            refuse(node, path, "must be a section with keys of its own");
        }
        List<Object> arguments = new ArrayList<>();
        for (Map.Entry<String, Shape> key : group.keys().entrySet()) {
            arguments.add(bind(key.getValue(), entries.get(key.getKey()), join(path, key.getKey())));
        }
        try {
            return group.constructor().newInstance(arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + group.constructor(), e);
        }
    }

    private void refuseUnknown(Shape.Group group, Map<String, Node> entries, String path) {
        entries.forEach((name, node) -> {
            if (!group.keys().containsKey(name)) {
                problems.add(
                        node.source(), join(path, Problems.printable(name)), "unknown key" + meant(group, name, path));
            }
        });
    }

    /** A neighbour of nearly that name, or the only key of exactly that name in another section. */
    private String meant(Shape.Group group, String name, String path) {
        String near = Suggestion.of(name, group.keys().keySet());
        if (!near.isEmpty()) {
            return near;
        }
        TreeSet<String> elsewhere = new TreeSet<>();
        Shape.visit(root, "", (full, shape) -> {
            if (full.endsWith("." + name) && !path.startsWith(full)) {
                elsewhere.add(full);
            }
        });
        return elsewhere.size() == 1 ? Suggestion.exactly(elsewhere.first()) : "";
    }

    private Object groups(Shape.Groups groups, @Nullable Node node, String path) {
        List<Object> items = new ArrayList<>();
        if (node instanceof Node.Sequence sequence) {
            refuseMore(sequence, groups.most(), path);
            for (int i = 0; i < Math.min(sequence.items().size(), groups.most()); i++) {
                Node item = sequence.items().get(i);
                String full = path + "[" + i + "]";
                sources.put(full, item.source());
                items.add(group(groups.item(), item, full));
            }
        } else {
            refuse(node, path, "must be a list, each item with '- ' in front");
        }
        return items;
    }

    private Object list(Shape.Value key, @Nullable Node node, String path) {
        List<Object> items = new ArrayList<>();
        if (node instanceof Node.Sequence sequence) {
            int most = Integer.parseInt(key.setting().max());
            refuseMore(sequence, most, path);
            for (int i = 0; i < Math.min(sequence.items().size(), most); i++) {
                items.add(value(key, sequence.items().get(i), path + "[" + i + "]"));
            }
            return items;
        }
        if (node instanceof Node.Scalar scalar && scalar.text() != null) {
            return list(key, split(scalar.source(), scalar.text()), path);
        }
        refuse(node, path, "must be a list");
        return list(key, split(Source.unset(), key.initial()), path);
    }

    /** A list in one line, its items separated by commas. */
    private static Node.Sequence split(Source source, String text) {
        List<Node> items = new ArrayList<>();
        if (!text.isBlank()) {
            for (String item : text.split(",", -1)) {
                items.add(new Node.Scalar(source, item.strip()));
            }
        }
        return new Node.Sequence(source, items);
    }

    private Object value(Shape.Value key, @Nullable Node node, String path) {
        if (node instanceof Node.Scalar scalar && scalar.text() != null) {
            return value(key, scalar.source(), scalar.text(), path);
        }
        if (node == null && key.required()) {
            Source section = sources.getOrDefault(path.substring(0, path.lastIndexOf('.')), Source.unset());
            problems.add(section, path, "is missing");
        }
        if (node instanceof Node.Scalar) {
            problems.add(node.source(), path, "has no value; write one, or leave out the key for its default");
        } else {
            refuse(node, path, "must be a single value");
        }
        return initial(key);
    }

    private Object value(Shape.Value key, Source source, String text, String path) {
        try {
            return Values.read(key, text);
        } catch (Values.IllegalValue e) {
            String shown = key.setting().secret() ? "the value" : Problems.quote(text);
            problems.add(source, path, shown + " " + e.problem());
            return initial(key);
        }
    }

    private static Object initial(Shape.Value key) {
        if (key.required() || key.list()) {
            return "";
        }
        try {
            return Values.read(key, key.initial());
        } catch (Values.IllegalValue e) {
            throw new IllegalStateException("default '" + key.initial() + "' " + e.problem(), e);
        }
    }

    private void refuseMore(Node.Sequence sequence, int most, String path) {
        if (sequence.items().size() > most) {
            problems.add(sequence.source(), path, "has more than " + most + " items");
        }
    }

    /** Reports a node of the wrong kind; not one that is absent, left empty or reported already. */
    private void refuse(@Nullable Node node, String path, String problem) {
        boolean empty = node instanceof Node.Scalar scalar && scalar.text() == null;
        if (node != null && !empty && !(node instanceof Node.Broken)) {
            problems.add(node.source(), path, problem);
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
