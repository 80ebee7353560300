package dev.stompbridge.brokerconfig;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.activemq.command.LocalTransactionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = SECONDS)
final class StoreSyncsTest {

    private static final String QUEUE = "queue://test.stored";

    private EmbeddedBroker broker;
    private OpenWireClient link;
    private long before;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        broker = TestSettings.in(directory).start();
        link = OpenWireClient.link(broker, "admins");
        assertThat(link.request(link.persistent(QUEUE, 100))).isNull();
        before = broker.statistics().storeSyncs();
    }

    @AfterEach
    void stop() throws Exception {
        link.close();
        broker.close();
    }

    private long syncs() {
        return broker.statistics().storeSyncs() - before;
    }

    @Test
    void messagesOneByOneAreSyncedOneByOne() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(link.request(link.persistent(QUEUE, 100))).isNull();
        }

        assertThat(syncs()).isEqualTo(10);
    }

    @Test
    void aTransactionIsSyncedOnce() throws Exception {
        LocalTransactionId batch = link.begin();
        for (int i = 0; i < 100; i++) {
            link.send(batch, link.persistent(QUEUE, 100));
        }

        assertThat(link.commit(batch)).isNull();
        assertThat(syncs()).isEqualTo(1);
    }

    @Test
    void aMessageThatIsNotPersistentIsNotSynced() throws Exception {
        assertThat(link.request(link.nonPersistent(QUEUE, 100))).isNull();

        assertThat(syncs()).isZero();
    }
}
