package dev.stompbridge.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stompbridge.testkit.JmsBackend;
import dev.stompbridge.testkit.TestBridge;
import jakarta.jms.JMSException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend over OpenWire learns when it is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BackendErrorsTest {
    private final TestBridge bridge = TestBridge.start();

    @AfterAll
    void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue://other", "topic://ActiveMQ.Advisory.Connection", "queue://a,topic://b"})
    void aRefusalHasNoStackTraceOfTheBroker(String destination) throws JMSException {
        try (JmsBackend backend = JmsBackend.tester(bridge)) {
            Throwable refusal = catchThrowableOfType(JMSException.class, () -> backend.consumer(destination));

            for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
                assertThat(cause.getStackTrace())
                        .extracting(StackTraceElement::getClassName)
                        .noneMatch(name -> name.startsWith("org.apache.activemq.broker")
                                || name.startsWith("dev.stompbridge.brokerconfig"));
            }
            assertThat(refusal.getMessage()).doesNotContain("org.apache", "dev.stompbridge", ".java");
        }
    }
}
