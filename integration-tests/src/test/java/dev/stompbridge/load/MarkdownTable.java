package dev.stompbridge.load;

import java.util.List;

/** A table in Markdown, row by row. */
public final class MarkdownTable {
    private final StringBuilder text = new StringBuilder();

    public MarkdownTable(List<String> header) {
        row(header);
        row(header.stream().map(any -> "---").toList());
    }

    public void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
