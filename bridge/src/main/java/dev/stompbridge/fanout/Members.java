package dev.stompbridge.fanout;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The members of one topic; joining and leaving cost the same however many there are. Its topic's thread owns it. */
final class Members {
    private static final int FIRST_CAPACITY = 4;

    private @Nullable Member[] all = new Member[FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    void add(Member member) {
        if (size == all.length) {
            all = Arrays.copyOf(all, 2 * size);
        }
        member.place = size;
        all[size] = member;
        size++;
    }

    /** The last one takes the place of the one that leaves; one that is not here is none. */
    void remove(Member member) {
        if (member.place < 0) {
            return;
        }
        size--;
        Member last = all[size];
        if (last != null) {
            all[member.place] = last;
            last.place = member.place;
        }
        all[size] = null;
        member.place = -1;
    }

    /** Each of them may leave while it is looked at. */
    void forEach(Consumer<Member> action) {
        for (int i = size - 1; i >= 0; i--) {
            Member member = all[i];
            if (member != null) {
                action.accept(member);
            }
        }
    }

    /** Answers how many have it in their outbox now; the others may skip it. */
    int deliver(EncodedMessage message, long number) {
        int delivered = 0;
        for (int i = 0; i < size; i++) {
            Member member = all[i];
            if (member != null && member.deliver(message, number)) {
                delivered++;
            }
        }
        return delivered;
    }
}
