package dev.stompbridge.config;

/** How a log line is written. */
public enum LogFormat {
    /** One readable line; a stack trace follows indented. */
    TEXT,
    /** One JSON object per line. */
    JSON
}
