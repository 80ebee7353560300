package dev.stompbridge.soak;

import dev.stompbridge.load.server.Account;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who visits with a browser, once or again and again.
 *
 * @param group those that are told together
 * @param account null for nobody known
 * @param changesPace whether the pace of the first subscription changes while it lasts
 */
record Visitor(String group, Behaviour behaviour, @Nullable Account account, List<Wish> wishes, boolean changesPace) {
    Visitor {
        wishes = List.copyOf(wishes);
    }

    boolean stays() {
        return behaviour == Behaviour.HEALTHY || behaviour == Behaviour.SLOW;
    }
}
