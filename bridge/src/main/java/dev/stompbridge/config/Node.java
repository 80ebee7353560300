package dev.stompbridge.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was written, before anybody knows what it should be. Every scalar is text, whether quoted or not. */
sealed interface Node {
    /** Line of the key; in a list, of the item. */
    Source source();

    /** Null text: nothing was written, or {@code null} or {@code ~}. */
    record Scalar(Source source, @Nullable String text) implements Node {}

    record Sequence(Source source, List<Node> items) implements Node {}

    record Mapping(Source source, Map<String, Node> entries) implements Node {}

    /** Already reported; nothing more is to be said about it. */
    record Broken(Source source) implements Node {}
}
