package dev.stompbridge.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests with foreign clients one bridge, whose page is {@code stompjs/index.html}; it ends after the last test. */
final class SharedBridge implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == BridgeProcess.class;
    }

    @Override
    public BridgeProcess resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(SharedBridge.class, key -> start(), BridgeProcess.class);
    }

    private static BridgeProcess start() {
        try {
            Path directory = Files.createTempDirectory(resource("").resolveSibling(""), "shared-bridge");
            return BridgeProcess.start(
                    directory,
                    Ports.free(),
                    "-c",
                    resource("foreign-clients.yaml").toString(),
                    "--set",
                    "web.pages=" + resource("stompjs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file or directory of the test resources. */
    static Path resource(String name) {
        try {
            URL url = Objects.requireNonNull(SharedBridge.class.getResource("/" + name), name);
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
