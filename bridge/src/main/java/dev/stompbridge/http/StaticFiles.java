package dev.stompbridge.http;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Serves files from an index in memory that is built once: no request ever reaches a file system. A path is decoded
 * once and looked up as it is; nothing is normalised, so there is nothing to traverse. A directory with an
 * {@code index.html} is served under its name with a slash; its name without the slash is redirected there.
 */
public final class StaticFiles implements HttpHandler {

    private final Map<String, StaticFile> files;

    private StaticFiles(Map<String, StaticFile> files) {
        this.files = files;
    }

    /** Indexes a directory with {@link StaticFileOptions#DEFAULT}. */
    public static StaticFiles index(Path root) throws IOException {
        return index(root, StaticFileOptions.DEFAULT);
    }

    /**
     * Indexes a directory of any file system, also of a zip file; it may be closed or changed afterwards. Throws an
     * IOException of one sentence if there is no such directory, if a file in it cannot be read, or if it exceeds a
     * bound.
     */
    public static StaticFiles index(Path root, StaticFileOptions options) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new IOException(root + " is not a directory.");
        }
        try {
            return new StaticFiles(new StaticFileIndexer(root.toRealPath(), options).index());
        } catch (FileSystemException e) {
            throw new IOException(e.getFile() + " cannot be read.", e);
        }
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        String key = StaticPath.decode(request.path());
        if (key == null) {
            return HttpRoutes.notFound();
        }
        StaticFile file = files.get(key);
        if (file == null && !files.containsKey(key + "/")) {
            return HttpRoutes.notFound();
        }
        if (!request.isRead()) {
            return HttpViolation.methodNotAllowed(request.method(), HttpRoutes.ALLOW)
                    .response();
        }
        return file == null ? redirect(key, request) : file.answer(request);
    }

    /** The location is that of the index, not what the client wrote. */
    private static HttpResponse redirect(String directoryKey, HttpRequest request) {
        String query = request.query() == null ? "" : "?" + request.query();
        HttpHeader location = new HttpHeader("Location", StaticPath.encode(directoryKey) + "/" + query);
        return HttpResponse.text(HttpStatus.PERMANENT_REDIRECT, "See Location.\n")
                .with(List.of(location));
    }
}
