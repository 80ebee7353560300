package dev.stompbridge.net;

import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.http.HttpResponse;

/** What answers GET and HEAD at one path. Runs on an I/O thread: it must not block. */
public interface Resource {

    /** The response to HEAD carries its body here, which is left out later. */
    HttpResponse handle(HttpRequest request, Caller caller);
}
