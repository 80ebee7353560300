package dev.stompbridge.fanout;

import dev.stompbridge.stomp.StompVersion;

/** What makes the shared bytes of one subscriber differ from those of another: the version, and the form of the headers. */
public enum Variant {
    LEAN_1_0(StompVersion.V1_0, false),
    LEAN_1_1(StompVersion.V1_1, false),
    LEAN_1_2(StompVersion.V1_2, false),
    COMPLETE_1_0(StompVersion.V1_0, true),
    COMPLETE_1_1(StompVersion.V1_1, true),
    COMPLETE_1_2(StompVersion.V1_2, true);

    private final StompVersion version;
    private final boolean complete;

    Variant(StompVersion version, boolean complete) {
        this.version = version;
        this.complete = complete;
    }

    /** Complete is with the headers that only repeat a default. */
    public static Variant of(StompVersion version, boolean complete) {
        return switch (version) {
            case V1_0 -> complete ? COMPLETE_1_0 : LEAN_1_0;
            case V1_1 -> complete ? COMPLETE_1_1 : LEAN_1_1;
            case V1_2 -> complete ? COMPLETE_1_2 : LEAN_1_2;
        };
    }

    StompVersion version() {
        return version;
    }

    boolean complete() {
        return complete;
    }
}
