package dev.stompbridge.attack;

/** How far an attacker comes before he shows what he is. */
enum Door {
    TCP,
    /** Has upgraded to WebSocket. */
    UPGRADED,
    /** Has a STOMP session as well, without a login. */
    CONNECTED
}
