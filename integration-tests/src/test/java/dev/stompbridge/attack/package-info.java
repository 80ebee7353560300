/** Slow, greedy and lying clients against the distribution, and whether a hundred honest browsers notice. */
@NullMarked
package dev.stompbridge.attack;

import org.jspecify.annotations.NullMarked;
