/**
 * One immutable tree of settings and the loader that refuses a wrong one.
 *
 * <p>Each key is described once, beside its record component: default, bounds and reason. The loader, the environment
 * names, {@code --set} and docs/configuration.md are all read from there.
 */
@NullMarked
package dev.stompbridge.config;

import org.jspecify.annotations.NullMarked;
