package dev.stompbridge.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration was refused, with everything that is wrong about it. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigError> errors;

    public ConfigException(List<ConfigError> errors) {
        super(errors.stream().map(ConfigError::toString).collect(Collectors.joining(System.lineSeparator())));
        this.errors = List.copyOf(errors);
    }

    /** In the order of the file, then the environment, then the command line; never empty. */
    public List<ConfigError> errors() {
        return errors;
    }
}
