package dev.stompbridge;

/** Failed starts for tests of other packages. */
public final class StartExceptions {
    private StartExceptions() {}

    public static StartException of(String sentence) {
        return new StartException(sentence, new IllegalStateException("not to be shown"));
    }
}
