package dev.stompbridge.brokerconfig;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Fetches key sets. Redirections are not followed: the operator named the server to be believed. */
final class KeyServer {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 5_000;

    /** For a server that sends a byte now and then. */
    private static final Duration TOTAL = Duration.ofSeconds(15);

    private KeyServer() {}

    static KeySet fetch(URI url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        try {
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestProperty("Accept", "application/jwk-set+json, application/json");
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("the server of the keys did not answer with 200");
            }
            try (InputStream in = new Deadline(connection.getInputStream())) {
                return KeySet.read(in);
            }
        } finally {
            connection.disconnect();
        }
    }

    private static final class Deadline extends FilterInputStream {

        private final long end = System.nanoTime() + TOTAL.toNanos();

        Deadline(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (System.nanoTime() - end > 0) {
                throw new IOException("the server of the keys is too slow");
            }
            return super.read(buffer, offset, length);
        }
    }
}
