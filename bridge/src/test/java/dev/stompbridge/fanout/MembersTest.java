package dev.stompbridge.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MembersTest {
    private final Members members = new Members();
    private final Bench bench = new Bench();

    @Test
    void whoHasJoinedAndNotLeftIsThere() {
        Random random = new Random(3);
        List<Member> expected = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(10) < (step / 500 % 2 == 0 ? 7 : 3)) {
                Member member = member();
                members.add(member);
                expected.add(member);
            } else if (!expected.isEmpty()) {
                Member member = expected.remove(random.nextInt(expected.size()));
                members.remove(member);
                members.remove(member);
            }
            assertThat(members.size()).isEqualTo(expected.size());
        }
        List<Member> there = new ArrayList<>();
        members.forEach(there::add);

        assertThat(there).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void eachMayLeaveWhileItIsLookedAt() {
        for (int i = 0; i < 50; i++) {
            members.add(member());
        }
        Set<Member> seen = new HashSet<>();
        members.forEach(member -> {
            seen.add(member);
            members.remove(member);
        });

        assertThat(seen).hasSize(50);
        assertThat(members.size()).isZero();
    }

    private Member member() {
        return new Member(new Join("s", Variant.LEAN_1_2, bench.browser(1000).outbox(), 0, false, () -> {}));
    }
}
