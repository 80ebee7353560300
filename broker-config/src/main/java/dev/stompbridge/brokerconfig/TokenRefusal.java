package dev.stompbridge.brokerconfig;

/** Why a token was refused. Whoever presented it is not told. */
enum TokenRefusal {
    TOO_LONG,
    MALFORMED,
    CRITICAL_HEADER,
    ISSUER,
    ALGORITHM,
    UNKNOWN_KEY,
    SIGNATURE,
    AUDIENCE,
    NO_EXPIRY,
    EXPIRED,
    NOT_YET_VALID,
    USER,
    GROUPS
}
