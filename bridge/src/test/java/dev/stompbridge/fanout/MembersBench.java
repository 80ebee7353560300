package dev.stompbridge.fanout;

import dev.stompbridge.ops.Metrics;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Of so many members of one topic, any leaves and another joins. Not final, for JMH extends it. */
@State(Scope.Thread)
public class MembersBench {
    private static final DeliveryPolicy POLICY = BenchBrowser.policy(DeliveryPolicy.Kind.DISCONNECT);

    @Param({"100", "10000"})
    public int members;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Members topic = new Members();
    private Member[] all = {};
    private BenchBrowser[] browsers = {};

    @Setup
    public void join() {
        Outboxes outboxes = new Outboxes(
                new Outboxes.Bounds(Long.MAX_VALUE, Integer.MAX_VALUE), Runnable::run, new Metrics(), System::nanoTime);
        all = new Member[members];
        browsers = new BenchBrowser[members];
        for (int i = 0; i < members; i++) {
            browsers[i] = new BenchBrowser(outboxes);
            all[i] = joined(browsers[i]);
        }
    }

    @Benchmark
    public int leaveAndJoin() {
        int one = random.nextInt(members);
        topic.remove(all[one]);
        all[one].end();
        all[one] = joined(browsers[one]);
        return topic.size();
    }

    private Member joined(BenchBrowser browser) {
        Member member = browser.member("sub-0", 0);
        topic.add(member);
        member.begin(0, 0, POLICY, 0);
        return member;
    }
}
