package dev.stompbridge.it;

/** Who connects, from the users of {@code foreign-clients.yaml}; no client id is the empty one. Always with heart-beats. */
record Login(String user, String passcode, String clientId) {
    /** What both sides ask for: the shortest that the bridge agrees to. */
    static final int HEART_BEAT_MILLIS = 1000;

    static final Login CLIENT = new Login("client", "client-demo", "");

    Login withPasscode(String other) {
        return new Login(user, other, clientId);
    }

    Login withClientId(String id) {
        return new Login(user, passcode, id);
    }
}
