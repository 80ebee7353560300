package dev.stompbridge.config;

/** The headers in which a proxy tells who is behind it. */
public enum ForwardedKind {
    NONE,
    X_FORWARDED,
    FORWARDED
}
