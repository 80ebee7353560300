package dev.stompbridge.brokerconfig;

/** A token is not a login. Carries no trace and no text, for nobody but a test and a debug log looks at it. */
final class TokenRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final TokenRefusal refusal;

    TokenRefusedException(TokenRefusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    TokenRefusal refusal() {
        return refusal;
    }
}
