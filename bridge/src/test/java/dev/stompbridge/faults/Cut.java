package dev.stompbridge.faults;

/** Where the connection of an exchange ends, and how. */
record Cut(Moment moment, int number, Way way) {
    enum Moment {
        /** The frame of this number has been sent, and nothing read since the answer to the one before. */
        AFTER_SENDING,
        /** Half of the WebSocket frame has been sent. */
        INSIDE_WEBSOCKET_FRAME,
        /** Half of the STOMP frame has been sent, as a WebSocket message. */
        INSIDE_STOMP_FRAME,
        /** So many frames have been received. */
        AFTER_RECEIVING,
        NEVER
    }

    enum Way {
        RESET,
        /** The client ends its direction, and reads what is still on its way. */
        FINISH
    }

    static final Cut NONE = new Cut(Moment.NEVER, 0, Way.FINISH);

    boolean isAt(Moment now, int count) {
        return moment == now && number == count;
    }
}
