package dev.stompbridge.route;

/** Why a message was put aside: the kind of rule it broke. The sentence is in the header {@code invalidReason}. */
public enum InvalidReason {
    /** Neither a text nor a bytes message. Objects are never deserialised. */
    BODY_TYPE,
    /** The body is larger than 64 KiB. */
    BODY_SIZE,
    /** The body is not well-formed Unicode text. */
    ENCODING,
    /** The body is not one JSON object within the limits of nesting and length. */
    JSON,
    /** The body does not fit the schema of the route. */
    SCHEMA,
    /** A field of the body cannot be used in the name of the target. */
    TARGET,
    /** The message has too many properties, or they cannot be read. */
    HEADERS,
    /** The message expired while it waited in this route. */
    EXPIRED,
    /** The broker refused to take the message at its target, or the connection broke each time it was forwarded. */
    REFUSED
}
