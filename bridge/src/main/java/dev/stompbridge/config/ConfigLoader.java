package dev.stompbridge.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: YAML first, {@code STOMPBRIDGE_SECTION_KEY} of the environment over it, {@code
 * section.key=value} of the command line over both. Either everything is right, or everything wrong is reported.
 */
public final class ConfigLoader {
    private static final int LARGEST_FILE = 1 << 20;

    private ConfigLoader() {}

    /**
     * The configuration of a file and what overrides it.
     *
     * @param file null for none: the defaults are the ground
     * @param environment all variables; those that do not begin with {@code STOMPBRIDGE_} are not looked at
     * @param sets each {@code section.key=value}; of two for the same key the later wins
     */
    public static BridgeConfig load(@Nullable Path file, Map<String, String> environment, List<String> sets)
            throws ConfigException {
        if (file == null) {
            return read("default", "", environment, sets);
        }
        try (InputStream yaml = Files.newInputStream(file)) {
            return load(file.toString(), yaml, environment, sets);
        } catch (NoSuchFileException e) {
            throw unreadable(file.toString(), "does not exist");
        } catch (IOException e) {
            throw unreadable(file.toString(), "cannot be read: " + e);
        }
    }

    /**
     * The same from a stream, which is not closed.
     *
     * @param name stands for the file in errors
     */
    public static BridgeConfig load(String name, InputStream yaml, Map<String, String> environment, List<String> sets)
            throws ConfigException {
        byte[] bytes;
        try {
            bytes = yaml.readNBytes(LARGEST_FILE + 1);
        } catch (IOException e) {
            throw unreadable(name, "cannot be read: " + e);
        }
        if (bytes.length > LARGEST_FILE) {
            throw unreadable(name, "is larger than 1MiB");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return read(name, text, environment, sets);
        } catch (CharacterCodingException e) {
            throw unreadable(name, "is not UTF-8");
        }
    }

    /** YAML alone, called {@code yaml} in errors. */
    public static BridgeConfig parse(String yaml) throws ConfigException {
        return read("yaml", yaml, Map.of(), List.of());
    }

    private static BridgeConfig read(String name, String yaml, Map<String, String> environment, List<String> sets)
            throws ConfigException {
        Problems problems = new Problems();
        Shape.Group root = Shape.root();
        Node node = YamlReader.read(name, yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml, problems);
        Overrides overrides = new Overrides(root, problems);
        overrides.environment(environment);
        overrides.commandLine(sets);
        Binder binder = new Binder(root, overrides.values(), problems);
        BridgeConfig config = binder.bind(node);
        Findings findings = new Findings(binder.sources(), problems);
        new ConfigRules(config, findings).check();
        new SecurityRules(config, findings).check();
        List<ConfigError> errors = problems.sorted();
        if (!errors.isEmpty()) {
            throw new ConfigException(errors);
        }
        return config;
    }

    private static ConfigException unreadable(String name, String problem) {
        return new ConfigException(List.of(new ConfigError(name, "", problem)));
    }
}
