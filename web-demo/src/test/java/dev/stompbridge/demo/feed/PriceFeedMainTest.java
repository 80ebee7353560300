package dev.stompbridge.demo.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PriceFeedMainTest {

    @TempDir
    Path directory;

    @Test
    void replayOfAFileEndsWithZero() throws Exception {
        TestBroker broker = new TestBroker(0);
        try {
            String[] args = {
                "--url=" + broker.target().url(),
                "--user=" + TestBroker.USER,
                "--password=" + TestBroker.PASSWORD,
                "--source=csv",
                "--speed=1000",
                "--file=" + file("A,2026-11-22T14:30:00Z,1.50\nno price\nB,2026-11-22T14:30:09Z,2\n")
            };

            assertThat(PriceFeedMain.run(args)).isZero();
            assertThat(broker.receive(2).get(1).getText())
                    .isEqualTo("{\"symbol\":\"B\",\"price\":2,\"time\":\"2026-11-22T14:30:09Z\"}");
        } finally {
            broker.stop();
        }
    }

    @Test
    void fileThatIsNotThereEndsWithOne() {
        assertThat(PriceFeedMain.run("--source=csv", "--file=" + directory.resolve("none.csv")))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rate=0",
                "--source=csv --speed=-1",
                "--source=oracle",
                "--url=failover:(tcp://127.0.0.1:61616)",
                "--password-env=NO_SUCH_VARIABLE",
                "--password=a --password-env=B",
                "--unknown"
            })
    void wrongUseEndsWithTwo(String args) {
        assertThat(PriceFeedMain.run(args.split(" "))).isEqualTo(2);
    }

    @Test
    void helpEndsWithZero() {
        assertThat(PriceFeedMain.run("--help")).isZero();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("prices.csv"), content);
    }
}
