package dev.stompbridge.stomp;

import org.jspecify.annotations.Nullable;

/** The versions of the protocol, oldest first: {@code compareTo} orders them. */
public enum StompVersion {
    V1_0("1.0"),
    V1_1("1.1"),
    V1_2("1.2");

    private final String text;

    StompVersion(String text) {
        this.text = text;
    }

    /** As in the headers {@code version} and {@code accept-version}. */
    public String text() {
        return text;
    }

    /** The version of exactly this text, or null. */
    public static @Nullable StompVersion of(String text) {
        for (StompVersion version : values()) {
            if (version.text.equals(text)) {
                return version;
            }
        }
        return null;
    }

    /**
     * The highest version that an {@code accept-version} header has in common with this side, or null if there is none,
     * which the server answers with ERROR (STOMP 1.2 "Protocol Negotiation"). No header at all means 1.0. The order of
     * the list does not matter, versions unknown here are passed over, and white space around them is tolerated.
     */
    public static @Nullable StompVersion negotiate(@Nullable String acceptVersion) {
        if (acceptVersion == null) {
            return V1_0;
        }
        StompVersion highest = null;
        for (String offered : acceptVersion.split(",", -1)) {
            StompVersion version = of(offered.strip());
            if (version != null && (highest == null || version.compareTo(highest) > 0)) {
                highest = version;
            }
        }
        return highest;
    }
}
