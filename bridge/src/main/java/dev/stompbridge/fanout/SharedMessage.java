package dev.stompbridge.fanout;

/**
 * One message on its way to one subscription that may skip it.
 *
 * @param key of which only the latest message matters when it is conflated
 * @param sequence its number among all that the subscription matched, from 1
 */
record SharedMessage(FrameTail tail, String key, long sequence) {}
