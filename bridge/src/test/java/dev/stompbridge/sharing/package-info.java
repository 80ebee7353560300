/** What browsers share must reach only those who may read it, and reach them unchanged. */
@NullMarked
package dev.stompbridge.sharing;

import org.jspecify.annotations.NullMarked;
