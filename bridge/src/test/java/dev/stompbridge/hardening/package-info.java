/** What an attacker would try that no test of a single part shows, and the page that tells where each attack ends. */
@NullMarked
package dev.stompbridge.hardening;

import org.jspecify.annotations.NullMarked;
