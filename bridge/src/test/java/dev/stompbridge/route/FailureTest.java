package dev.stompbridge.route;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.TransactionRolledBackException;
import java.io.IOException;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

    private static final String MARKED = "COMMIT FAILED: Transaction marked rollback only xaErrorCode:100";

    private static Exception chain(Exception... causes) {
        for (int i = 0; i + 1 < causes.length; i++) {
            causes[i].initCause(causes[i + 1]);
        }
        return causes[0];
    }

    static Stream<Arguments> theCausesTellWhoIsToBlame() {
        return Stream.of(
                Arguments.of(
                        Failure.REFUSED,
                        chain(
                                new JMSException(MARKED),
                                new XAException(MARKED),
                                new TransactionRolledBackException(MARKED),
                                new SecurityException("not authorized"))),
                Arguments.of(
                        Failure.UNAVAILABLE,
                        chain(
                                new JMSException(MARKED),
                                new XAException(MARKED),
                                new TransactionRolledBackException(MARKED),
                                new ResourceAllocationException("full"))),
                Arguments.of(
                        Failure.UNAVAILABLE,
                        chain(
                                new JMSException("STORE COMMIT FAILED"),
                                new XAException("STORE COMMIT FAILED: Transaction rolled back"))),
                Arguments.of(Failure.UNAVAILABLE, new TransactionRolledBackException("due to failover")),
                Arguments.of(Failure.LOST, chain(new JMSException("peer stopped"), new IOException("peer stopped"))),
                Arguments.of(Failure.REFUSED, new IllegalArgumentException("a fault of ours")));
    }

    @ParameterizedTest
    @MethodSource
    void theCausesTellWhoIsToBlame(Failure expected, Exception e) {
        assertThat(Failure.of(e)).isEqualTo(expected);
    }

    @Test
    void theInnermostCauseIsLogged() {
        assertThat(Failure.message(chain(new JMSException("outer"), new IOException("inner"))))
                .isEqualTo("inner");
        assertThat(Failure.message(new JMSException(null))).isEqualTo("jakarta.jms.JMSException");
    }
}
