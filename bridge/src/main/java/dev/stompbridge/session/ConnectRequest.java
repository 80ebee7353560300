package dev.stompbridge.session;

import dev.stompbridge.broker.Login;
import dev.stompbridge.stomp.HeartBeat;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.stomp.StompVersion;
import dev.stompbridge.stomp.StompViolation;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CONNECT or STOMP frame that has been checked, with what was negotiated (STOMP 1.2 "Connecting").
 *
 * @param version null if there is none in common
 * @param handshakeBytes what it asked to be told with {@code x-handshake-bytes}, null if it did not ask
 */
record ConnectRequest(
        @Nullable StompVersion version,
        HeartBeat.Negotiated heartBeats,
        Login login,
        @Nullable Integer handshakeBytes) {
    /** For whoever measures what a connection costs, since no browser shows its handshake to a page. */
    static final String HANDSHAKE_BYTES = "x-handshake-bytes";

    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._~@+-]{1,128}");

    static ConnectRequest check(StompFrame frame, Arrival arrival, SessionContext.Settings settings)
            throws StompViolation {
        if (!frame.command().opensSession()) {
            throw new StompViolation("the first frame is CONNECT or STOMP");
        }
        StompHeaders headers = frame.headers();
        HeartBeat wanted = HeartBeat.parse(headers.get("heart-beat"));
        return new ConnectRequest(
                StompVersion.negotiate(headers.get("accept-version")),
                settings.heartBeat().negotiate(wanted, settings.heartBeatFloorMillis()),
                new Login(
                        emptyAsNull(headers.get("login")),
                        emptyAsNull(headers.get("passcode")),
                        arrival.token(),
                        arrival.certificateUser(),
                        clientId(headers)),
                headers.get(HANDSHAKE_BYTES) == null ? null : arrival.handshakeBytes());
    }

    /** ActiveMQ's header for durable subscriptions. */
    private static @Nullable String clientId(StompHeaders headers) throws StompViolation {
        String id = emptyAsNull(headers.get("client-id"));
        if (id != null && !CLIENT_ID.matcher(id).matches()) {
            throw new StompViolation("client-id has 1 to 128 letters, digits and . _ ~ @ + -");
        }
        return id;
    }

    private static @Nullable String emptyAsNull(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
