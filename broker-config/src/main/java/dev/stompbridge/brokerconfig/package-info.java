/**
 * The embedded message broker: Apache ActiveMQ Classic, configured in code.
 *
 * <p>{@link dev.stompbridge.brokerconfig.EmbeddedBroker} starts it from {@link
 * dev.stompbridge.brokerconfig.EmbeddedBrokerSettings} and owns everything that was started. Who may do what is decided
 * in two steps that sit in front of the broker: {@code AuthenticationFilter} turns a login (a password, a JSON Web Token, or what JAAS modules say) into groups, {@code
 * AuthorizationFilter} asks {@code AccessRules} whether these groups were granted the destination. Whatever is not
 * granted is denied.
 */
@NullMarked
package dev.stompbridge.brokerconfig;

import org.jspecify.annotations.NullMarked;
