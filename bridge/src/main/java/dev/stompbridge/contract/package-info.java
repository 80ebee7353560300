/**
 * Contracts: what a message for a destination must be, its size, its content type and the JSON Schema of its body. Pure:
 * text and bytes in, a broken rule out. All of it is immutable and may be used by any thread.
 */
@NullMarked
package dev.stompbridge.contract;

import org.jspecify.annotations.NullMarked;
