package dev.stompbridge.config;

/** What a message must be like that a browser sends; the broker does not see any other. */
public record ContractConfig(
        @Setting(
                value = Setting.REQUIRED,
                form = Form.DESTINATION_PATTERN,
                why =
                        "Where it is sent: * stands for one part of a name, > at the end for all that follow. Every contract that "
                                + "fits must be kept.")
        String destination,

        @Setting(
                form = Form.LONG_TEXT,
                max = "65536",
                why = "JSON Schema (draft 2020-12) that the body must satisfy, as JSON text; '' for none.")
        String schema,

        @Setting(
                value = "64KiB",
                min = "1B",
                max = "64MiB",
                why = "Largest body. With a schema at most 64KiB, for a schema is checked while others wait.")
        ByteSize maxBytes,

        @Setting(
                form = Form.CONTENT_TYPE_OR_NONE,
                why = "What the header content-type must say, like application/json; '' for anything.")
        String contentType) {}
