package dev.stompbridge.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns YAML 1.2 text into nodes with line numbers.
 *
 * <p>Deviations: one document; keys are plain text and stand once in their section; no anchors, aliases and tags, so that
 * what is read is never larger than what is written; at most {@value #DEEPEST} levels.
 */
final class YamlReader {
    private static final int DEEPEST = 8;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final String name;
    private final Problems problems;
    private final Iterator<Event> events;

    private YamlReader(String name, String text, Problems problems) {
        this.name = name;
        this.problems = problems;
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The root of the text; broken when it is not YAML, which is then reported. */
    static Node read(String name, String text, Problems problems) {
        try {
            return new YamlReader(name, text, problems).document();
        } catch (MarkedYamlEngineException e) {
            return broken(name, line(e.getProblemMark()), e.getProblem(), problems);
        } catch (ReaderException e) {
            int line = 1
                    + (int) text.chars()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            return broken(name, line, "the character U+%04X is not allowed".formatted(e.getCodePoint()), problems);
        } catch (YamlEngineException e) {
            return broken(name, 0, String.valueOf(e.getMessage()), problems);
        }
    }

    private static Node broken(String name, int line, String problem, Problems problems) {
        Source source = Source.file(name, line);
        problems.add(source, "", "is not YAML: " + problem.replaceAll("\\p{Cc}+", " "));
        return new Node.Broken(source);
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(0);
    }

    private Source source(Event event) {
        return Source.file(name, line(event.getStartMark()));
    }

    private Node document() {
        events.next(); // start of the stream
        Event event = events.next();
        if (event.getEventId() == Event.ID.StreamEnd) {
            return new Node.Scalar(Source.file(name, 0), null);
        }
        Event first = events.next();
        Node root = node(first, source(first), "", 0);
        events.next(); // end of the document
        Event last = events.next();
        if (last.getEventId() != Event.ID.StreamEnd) {
            problems.add(source(last), "", "a second document is not read; remove the line '---'");
        }
        return root;
    }

    private Node node(Event event, Source source, String path, int depth) {
        if (event instanceof AliasEvent alias) {
            problems.add(source, path, "aliases are not read; write out what *" + alias.getAlias() + " stands for");
            return new Node.Broken(source);
        }
        refuseAnchorAndTag((NodeEvent) event, source, path);
        if (event instanceof ScalarEvent scalar) {
            boolean nothing = scalar.isPlain() && NULLS.contains(scalar.getValue());
            return new Node.Scalar(source, nothing ? null : scalar.getValue());
        }
        if (depth == DEEPEST) {
            throw new YamlEngineException("more than " + DEEPEST + " levels, line " + source.line());
        }
        return event.getEventId() == Event.ID.MappingStart
                ? mapping(source, path, depth + 1)
                : sequence(source, path, depth + 1);
    }

    private void refuseAnchorAndTag(NodeEvent event, Source source, String path) {
        Optional<String> tag =
                event instanceof ScalarEvent scalar ? scalar.getTag() : ((CollectionStartEvent) event).getTag();
        if (tag.isPresent()) {
            problems.add(source, path, "tags are not read; remove " + Problems.quote(tag.get()));
        }
        if (event.getAnchor().isPresent()) {
            problems.add(
                    source,
                    path,
                    "anchors are not read; remove &" + event.getAnchor().get());
        }
    }

    private Node sequence(Source source, String path, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, source(event), path + "[" + items.size() + "]", depth));
        }
        return new Node.Sequence(source, items);
    }

    private Node mapping(Source source, String path, int depth) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Source at = source(event);
            if (!(event instanceof ScalarEvent key)) {
                node(event, at, path, depth);
                node(events.next(), at, path, depth);
                problems.add(at, path, "a key must be plain text");
                continue;
            }
            refuseAnchorAndTag(key, at, path);
            String full = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            Node value = node(events.next(), at, full, depth);
            Node earlier = entries.putIfAbsent(key.getValue(), value);
            if (earlier != null) {
                problems.add(
                        at, full, "is set already in line " + earlier.source().line());
            }
        }
        return new Node.Mapping(source, entries);
    }
}
