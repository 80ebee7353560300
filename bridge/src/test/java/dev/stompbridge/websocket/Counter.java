package dev.stompbridge.websocket;

/** Counts what a decoder delivers and keeps nothing of it but the last payload. */
final class Counter implements MessageSink {

    private static final byte[] NONE = {};

    private int events;
    private byte[] last = NONE;

    int events() {
        return events;
    }

    byte[] last() {
        return last;
    }

    @Override
    public void onMessage(Opcode textOrBinary, byte[] payload) {
        count(payload);
    }

    @Override
    public void onPing(byte[] payload) {
        count(payload);
    }

    @Override
    public void onPong(byte[] payload) {
        count(payload);
    }

    @Override
    public void onClose(CloseStatus status) {
        count(NONE);
    }

    private void count(byte[] payload) {
        events++;
        last = payload;
    }
}
