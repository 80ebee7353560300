package dev.stompbridge.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One method that can be fuzzed; the classes {@code …Fuzz} have them. */
record FuzzTarget(String type, String method) {
    private static final String SUFFIX = "Fuzz.class";

    /** All there are below a directory of compiled tests, by name. */
    static List<FuzzTarget> in(Path classes) throws IOException {
        List<FuzzTarget> targets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                String path = classes.relativize(file).toString();
                targets.addAll(
                        of(path.substring(0, path.length() - ".class".length()).replace('/', '.')));
            }
        }
        targets.sort(Comparator.comparing(FuzzTarget::type).thenComparing(FuzzTarget::method));
        return targets;
    }

    private static List<FuzzTarget> of(String type) {
        try {
            Class<?> loaded = Class.forName(type, false, FuzzTarget.class.getClassLoader());
            return Arrays.stream(loaded.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(FuzzTest.class))
                    .map(Method::getName)
                    .map(method -> new FuzzTarget(type, method))
                    .toList();
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
    }

    /** As in the table: {@code StompFuzz.streamsMeanTheSame}. */
    String name() {
        return simpleType() + "." + method;
    }

    /** Where its kept inputs are below the test resources, by the convention of Jazzer. */
    Path inputs() {
        String folder = type.substring(0, type.lastIndexOf('.')).replace('.', '/');
        return Path.of(folder, simpleType() + "Inputs", method);
    }

    private String simpleType() {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
