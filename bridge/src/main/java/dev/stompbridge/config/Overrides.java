package dev.stompbridge.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Values from the environment and the command line, by the path of their key. */
final class Overrides {
    private static final String PREFIX = "STOMPBRIDGE_";

    /** Read by the launcher. */
    private static final Set<String> OTHER_VARIABLES = Set.of("STOMPBRIDGE_HOME", "STOMPBRIDGE_JAVA_OPTS");

    /** What Kubernetes and Docker set for a neighbour service whose name begins with "stompbridge". */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "STOMPBRIDGE_(?:\\w+_)?(?:SERVICE_HOST=.*|SERVICE_PORT\\w*=[0-9]+|PORT(?:_[0-9]+_(?:TCP|UDP))?=(?:tcp|udp)://.*"
                    + "|PORT_[0-9]+_(?:TCP|UDP)_(?:PROTO|PORT|ADDR)=.*)");

    private final Map<String, Node.Scalar> values = new HashMap<>();
    private final Set<String> keys = new TreeSet<>();
    private final Set<String> lists = new TreeSet<>();
    private final Problems problems;

    Overrides(Shape.Group root, Problems problems) {
        this.problems = problems;
        Shape.visit(root, "", (path, shape) -> {
            if (shape instanceof Shape.Value) {
                keys.add(path);
            } else if (shape instanceof Shape.Groups) {
                lists.add(path);
            }
        });
    }

    /** {@code web.allowed-origins} as a variable: {@code STOMPBRIDGE_WEB_ALLOWED_ORIGINS}. */
    static String variable(String path) {
        return PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    Map<String, Node.Scalar> values() {
        return values;
    }

    void environment(Map<String, String> environment) {
        Map<String, String> paths = new TreeMap<>();
        keys.forEach(path -> paths.put(variable(path), path));
        lists.forEach(path -> paths.put(variable(path), path));
        new TreeMap<>(environment).forEach((variable, value) -> {
            String path = paths.get(variable);
            if (path != null) {
                put(path, value, Source.environment(variable));
            } else if (variable.startsWith(PREFIX)
                    && !OTHER_VARIABLES.contains(variable)
                    && !SERVICE_LINK.matcher(variable + "=" + value).matches()) {
                problems.add(
                        Source.environment(variable), "", "names no key" + Suggestion.of(variable, paths.keySet()));
            }
        });
    }

    /** A later one of the same key wins. */
    void commandLine(List<String> sets) {
        for (String set : sets) {
            int equals = set.indexOf('=');
            if (equals < 1) {
                problems.add(Source.commandLine(set), "", "write it as section.key=value");
                continue;
            }
            String path = set.substring(0, equals);
            Source source = Source.commandLine(path);
            if (keys.contains(path) || lists.contains(path)) {
                put(path, set.substring(equals + 1), source);
            } else {
                problems.add(source, "", "unknown key" + Suggestion.of(path, keys));
            }
        }
    }

    private void put(String path, String value, Source source) {
        if (lists.contains(path)) {
            problems.add(source, path, "is a list of sections, which only the file can hold");
        } else {
            values.put(path, new Node.Scalar(source, value));
        }
    }
}
