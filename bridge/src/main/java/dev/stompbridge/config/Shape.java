package dev.stompbridge.config;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may stand at one place of the tree, read from the records. */
sealed interface Shape {
    /** One sentence or two: what it is and why it is so. */
    String why();

    /**
     * A key with a value of its own.
     *
     * @param type of the value; of one item for a list
     * @param initial the default as a user would write it, or {@link Setting#REQUIRED}
     */
    record Value(Class<?> type, boolean list, Setting setting, String initial) implements Shape {
        @Override
        public String why() {
            return setting.why();
        }

        boolean required() {
            return initial.equals(Setting.REQUIRED);
        }
    }

    /** A record; its keys in the order of its components. */
    record Group(Constructor<?> constructor, Map<String, Shape> keys, String why) implements Shape {}

    /** A list of records. */
    record Groups(Group item, int most, String why) implements Shape {}

    /** The whole tree. */
    static Group root() {
        return group(BridgeConfig.class, Map.of(), "");
    }

    /** {@code maxHeaderLine} as a key: {@code max-header-line}. */
    static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The constants of an enum as a user would write them: {@code DROP_OLDEST} as {@code drop-oldest}. */
    static List<String> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    /** Visits every value that has one path only, in order; those inside lists of sections have none. */
    static void visit(Group group, String prefix, BiConsumer<String, Shape> visitor) {
        group.keys().forEach((name, shape) -> {
            visitor.accept(prefix + name, shape);
            if (shape instanceof Group inner) {
                visit(inner, prefix + name + ".", visitor);
            }
        });
    }

    private static Group group(Class<?> type, Map<String, String> defaults, String why) {
        RecordComponent[] components = type.getRecordComponents();
        Map<String, Shape> keys = new LinkedHashMap<>();
        for (RecordComponent component : components) {
            String key = kebab(component.getName());
            keys.put(key, shape(component, defaults.get(key)));
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return new Group(type.getDeclaredConstructor(types), keys, why);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " lacks its canonical constructor", e);
        }
    }

    private static Shape shape(RecordComponent component, @Nullable String initial) {
        Class<?> type = component.getType();
        if (type.isRecord() && type != ByteSize.class) {
            Section section = annotation(component, Section.class);
            Map<String, String> defaults = Arrays.stream(section.defaults())
                    .map(text -> text.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            return group(type, defaults, section.value());
        }
        Setting setting = annotation(component, Setting.class);
        Class<?> item = type == List.class ? itemType(component) : type;
        if (item.isRecord() && item != ByteSize.class) {
            return new Groups(group(item, Map.of(), setting.why()), Integer.parseInt(setting.max()), setting.why());
        }
        return new Value(item, type == List.class, setting, initial == null ? setting.value() : initial);
    }

    private static Class<?> itemType(RecordComponent component) {
        return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    }

    private static <A extends java.lang.annotation.Annotation> A annotation(AnnotatedElement element, Class<A> type) {
        return Objects.requireNonNull(element.getAnnotation(type), () -> element + " lacks @" + type.getSimpleName());
    }
}
