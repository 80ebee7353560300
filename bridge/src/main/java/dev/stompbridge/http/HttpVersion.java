package dev.stompbridge.http;

/** The HTTP versions served. A request of HTTP/1.2 to HTTP/1.9 counts as HTTP/1.1 (RFC 9110 §2.5). */
public enum HttpVersion {
    HTTP_1_0,
    HTTP_1_1
}
