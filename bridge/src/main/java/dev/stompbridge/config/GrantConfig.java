package dev.stompbridge.config;

import java.util.List;

/** Who may read and write what; what no grant names is denied. */
public record GrantConfig(
        @Setting(
                value = Setting.REQUIRED,
                form = Form.DESTINATION_PATTERN,
                why = "What is granted: * stands for one part of a name, > at the end for all that follow.")
        String destination,

        @Setting(
                form = Form.GROUP_OR_USER,
                max = "100",
                why = "Who may subscribe; it includes creating the destination.")
        List<String> read,

        @Setting(form = Form.GROUP_OR_USER, max = "100", why = "Who may send.")
        List<String> write) {

    public GrantConfig {
        read = List.copyOf(read);
        write = List.copyOf(write);
    }
}
