package dev.stompbridge.stomp;

/**
 * What a decoder accepts of one frame (STOMP 1.2 "Size Limits"). A length at the limit passes, one more byte is a
 * violation.
 *
 * @param maxCommandBytes of the command line without its end; the longest command has 11
 * @param maxHeaders entries, repeated ones included; 0 is allowed
 * @param maxHeaderLineBytes of one header line as sent, escapes included, without its end
 * @param maxHeaderBytes of all header lines of a frame together, counted the same way
 * @param maxBodyBytes without the NUL; 0 is allowed
 */
public record StompLimits(
        int maxCommandBytes, int maxHeaders, int maxHeaderLineBytes, int maxHeaderBytes, int maxBodyBytes) {
    public StompLimits {
        if (maxCommandBytes < 1 || maxHeaders < 0 || maxHeaderLineBytes < 1 || maxHeaderBytes < 1 || maxBodyBytes < 0) {
            throw new IllegalArgumentException("A limit of a STOMP frame is out of bounds.");
        }
    }
}
