package dev.stompbridge.config;

/** Takes messages from a queue, checks them and forwards them, in broker transactions. */
public record RouteConfig(
        @Setting(value = Setting.REQUIRED, form = Form.ROUTE_NAME, why = "Names the route in logs and metrics.")
        String name,

        @Setting(value = Setting.REQUIRED, max = "200", form = Form.QUEUE, why = "Where messages are taken from.")
        String source,

        @Setting(
                value = Setting.REQUIRED,
                max = "200",
                form = Form.TARGET,
                why = "Where they go: {field} stands for that text field of the JSON body.")
        String target,

        @Setting(
                value = Setting.REQUIRED,
                max = "65536",
                form = Form.LONG_TEXT,
                why = "JSON Schema that a body must satisfy, as JSON text. The schema true lets any JSON pass.")
        String schema,

        @Setting(
                value = Setting.REQUIRED,
                max = "200",
                form = Form.QUEUE,
                why = "Where a message goes that fails, with the reason in a header. Nothing is thrown away.")
        String invalid) {}
