package dev.stompbridge.stomp;

/**
 * Receives what a {@link StompDecoder} finds, in order, on the thread that calls {@code decode}. A sink may change the
 * decoder's limits, which then hold from the next byte on; it must not call {@code decode}.
 */
public interface StompSink {
    /** A complete frame, which passed all checks of form. */
    void onFrame(StompFrame frame);

    /**
     * Line ends between frames: heart-beats, or the ends that a peer puts after its frames. Called once per run of them
     * within a call of {@code decode}, however long the run is.
     */
    void onHeartBeat();
}
