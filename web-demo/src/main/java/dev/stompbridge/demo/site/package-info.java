/**
 * What the demo's pages ask for beside files and WebSockets: the latest prices by polling and as server-sent events, what
 * arrived of a request, and the bridge's own numbers on a topic. It is a backend of its own, with a login of its own.
 */
@NullMarked
package dev.stompbridge.demo.site;

import org.jspecify.annotations.NullMarked;
