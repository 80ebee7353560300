package dev.stompbridge.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MailboxTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void tasksRunOneAfterTheOtherInTheOrderOfEachPoster() throws Exception {
        int posters = 4;
        int each = 20_000;
        Mailbox mailbox = new Mailbox(threads);
        List<int[]> ran = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(posters * each);
        for (int p = 0; p < posters; p++) {
            int poster = p;
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            int number = i;
                            mailbox.post(() -> {
                                ran.add(new int[] {poster, number});
                                done.countDown();
                            });
                        }
                    })
                    .start();
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        int[] next = new int[posters];
        for (int[] task : ran) {
            assertThat(task[1]).isEqualTo(next[task[0]]++);
        }
        assertThat(next).containsOnly(each);
    }

    @Test
    void aTaskThatFailsDoesNotStopTheNext() throws Exception {
        Mailbox mailbox = new Mailbox(threads);
        CountDownLatch done = new CountDownLatch(1);

        mailbox.post(() -> {
            throw new IllegalStateException("on purpose");
        });
        mailbox.post(done::countDown);

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskNeverRunsOnTheThreadThatPostsIt() {
        List<Runnable> handedOver = new ArrayList<>();
        Mailbox mailbox = new Mailbox(handedOver::add);
        List<String> ran = new ArrayList<>();

        mailbox.post(() -> ran.add("one"));
        mailbox.post(() -> ran.add("two"));

        assertThat(ran).isEmpty();
        assertThat(handedOver).hasSize(1);
        handedOver.remove(0).run();
        assertThat(ran).containsExactly("one", "two");
        assertThat(handedOver).isEmpty();
    }

    @Test
    void aLongQueueGivesTheThreadToOthersInBetween() {
        List<Runnable> handedOver = new ArrayList<>();
        Mailbox mailbox = new Mailbox(handedOver::add);
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            mailbox.post(() -> ran.add(number));
        }

        handedOver.remove(0).run();

        assertThat(ran).hasSizeLessThan(1000);
        while (!handedOver.isEmpty()) {
            handedOver.remove(0).run();
        }
        assertThat(ran).hasSize(1000).isSorted();
    }
}
