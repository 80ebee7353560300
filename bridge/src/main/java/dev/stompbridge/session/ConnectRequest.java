package dev.stompbridge.session;

import dev.stompbridge.stomp.HeartBeat;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.stomp.StompVersion;
import dev.stompbridge.stomp.StompViolation;
import org.jspecify.annotations.Nullable;

/**
 * A CONNECT or STOMP frame that has been checked, with what was negotiated (STOMP 1.2 "Connecting").
 *
 * @param version null if there is none in common
 * @param login null, as the passcode, for somebody who does not say who he is
 */
record ConnectRequest(
        @Nullable StompVersion version,
        HeartBeat.Negotiated heartBeats,
        @Nullable String login,
        @Nullable String passcode) {

    static ConnectRequest check(StompFrame frame, SessionContext.Settings settings) throws StompViolation {
        if (!frame.command().opensSession()) {
            throw new StompViolation("the first frame is CONNECT or STOMP");
        }
        StompHeaders headers = frame.headers();
        HeartBeat wanted = HeartBeat.parse(headers.get("heart-beat"));
        return new ConnectRequest(
                StompVersion.negotiate(headers.get("accept-version")),
                settings.heartBeat().negotiate(wanted, settings.heartBeatFloorMillis()),
                emptyAsNull(headers.get("login")),
                emptyAsNull(headers.get("passcode")));
    }

    /** Neither the passcode, nor the login, gets into a log by it. */
    @Override
    public String toString() {
        return "ConnectRequest[" + version + "]";
    }

    private static @Nullable String emptyAsNull(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
