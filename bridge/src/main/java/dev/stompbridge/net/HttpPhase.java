package dev.stompbridge.net;

import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.http.HttpRequestDecoder;
import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.http.HttpRoutes;
import dev.stompbridge.http.HttpStatus;
import dev.stompbridge.http.HttpViolation;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.security.ForwardedHeaders;
import dev.stompbridge.security.OriginPolicy;
import dev.stompbridge.security.Peer;
import dev.stompbridge.session.Arrival;
import dev.stompbridge.websocket.Handshake;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Plain HTTP, one request at a time: the next one is not looked at before the answer to this one has left, so that a peer
 * that does not read cannot pile up answers.
 */
final class HttpPhase implements Phase {
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Connection connection;
    private final Server server;
    private HttpRequestDecoder decoder;
    private boolean answering;
    private volatile boolean closing;

    /** Bytes that came while an answer was on its way; bounded by one read, for reading is suspended then. */
    private @Nullable ByteBuffer later;

    private volatile long quietSince;
    private volatile boolean inRequest;

    HttpPhase(Connection connection, Server server) {
        this.connection = connection;
        this.server = server;
        this.decoder = new HttpRequestDecoder(server.settings().httpLimits());
        this.quietSince = server.nanoTime();
        this.inRequest = true;
    }

    @Override
    public void received(ByteBuffer in) {
        if (closing) {
            in.position(in.limit());
            return;
        }
        if (answering) {
            later = join(later, in);
            connection.suspendReading();
            return;
        }
        try {
            HttpRequest request = decoder.decode(in);
            if (request != null) {
                answer(request, in);
            } else if (!inRequest && decoder.started()) {
                quietSince = server.nanoTime();
                inRequest = true;
            }
        } catch (HttpViolation e) {
            server.metrics().count(Metric.REQUESTS_REFUSED);
            refuse(e.response());
        }
    }

    @Override
    public void sent() {
        if (closing) {
            return;
        }
        answering = false;
        quietSince = server.nanoTime();
        decoder = new HttpRequestDecoder(server.settings().httpLimits());
        ByteBuffer next = later;
        later = null;
        if (next != null) {
            received(next);
        }
        if (!answering) {
            connection.resumeReading();
        }
    }

    @Override
    public void closed() {
        closing = true;
        later = null;
    }

    @Override
    public void tick(long nowNanos) {
        if (nowNanos - quietSince > limit().toNanos()) {
            connection.execute(this::timeOut);
        }
    }

    private Duration limit() {
        if (closing) {
            return LINGER;
        }
        return inRequest ? server.settings().headTimeout() : server.settings().idleTimeout();
    }

    @Override
    public void drain() {
        connection.closeOnFlush();
    }

    private void timeOut() {
        if (decoder.started() && !answering && !closing) {
            server.metrics().count(Metric.REQUESTS_TIMED_OUT);
            refuse(HttpResponse.text(HttpStatus.REQUEST_TIMEOUT, "The request did not come in time."));
        } else {
            closing = true;
            connection.closeNow();
        }
    }

    private void answer(HttpRequest request, ByteBuffer rest) throws HttpViolation {
        Content content = server.content();
        Endpoint endpoint = content.endpoints().get(request.path());
        if (endpoint != null) {
            upgrade(request, endpoint, rest);
            return;
        }
        EventEndpoint events = content.additions().events().get(request.path());
        if (events != null) {
            stream(request, events, rest);
            return;
        }
        server.metrics().count(Metric.REQUESTS);
        HttpResponse response = response(request).with(server.headersFor(request, connection.peer()));
        if (rest.hasRemaining()) {
            later = join(null, rest);
        }
        respond(response, request.isHead(), request.keepAlive());
    }

    private HttpResponse response(HttpRequest request) {
        Content content = server.content();
        Resource resource = content.additions().resources().get(request.path());
        if (resource == null) {
            return content.pages().handle(request);
        }
        if (!request.isRead()) {
            return HttpViolation.methodNotAllowed(request.method(), HttpRoutes.ALLOW)
                    .response();
        }
        Peer direct = connection.peer();
        return resource.handle(
                request,
                new Caller(direct, content.gate().client(request, direct).peer()));
    }

    /** An open stream counts like a WebSocket. Whatever an EventSource may send is welcome (§9.2.2). */
    private void stream(HttpRequest request, EventEndpoint endpoint, ByteBuffer rest) throws HttpViolation {
        if (!request.isRead()) {
            throw HttpViolation.methodNotAllowed(request.method(), HttpRoutes.ALLOW);
        }
        EventEndpoint.Reader reader = endpoint.accept(request);
        Peer direct = connection.peer();
        HttpResponse response = EventStreamConnection.HEAD.with(server.headersFor(request, direct));
        if (request.isHead()) {
            server.metrics().count(Metric.REQUESTS);
            finish(response.encodeOpenEnded());
            return;
        }
        if (!connection.countFor(server.gate().client(request, direct).peer().address())) {
            server.metrics().count(Metric.CONNECTIONS_REFUSED_ADDRESS);
            refuse(Admissions.TOO_MANY_OF_ADDRESS);
            return;
        }
        server.metrics().count(Metric.EVENT_STREAMS_OPENED);
        EventStreamConnection stream = new EventStreamConnection(connection, server, reader, response);
        connection.switchTo(stream);
        stream.open();
        stream.received(rest);
    }

    private void upgrade(HttpRequest request, Endpoint endpoint, ByteBuffer rest) throws HttpViolation {
        Handshake.Accepted accepted = Handshake.accept(request, endpoint.subprotocols());
        Gate gate = server.gate();
        ForwardedHeaders.Client client = gate.client(request, connection.peer());
        OriginPolicy.Verdict verdict = gate.origins().judge(request, client, connection.hasCertificate());
        if (verdict != OriginPolicy.Verdict.ALLOWED) {
            server.metrics().count(Metric.ORIGINS_REFUSED);
            refuse(forbidden(verdict));
            return;
        }
        if (!connection.countFor(client.peer().address())) {
            server.metrics().count(Metric.CONNECTIONS_REFUSED_ADDRESS);
            refuse(Admissions.TOO_MANY_OF_ADDRESS);
            return;
        }
        Handshake.refuseGluedBytes(rest);
        server.metrics().count(Metric.UPGRADES);
        ByteBuffer answer = accepted.response().encode(false, true);
        Arrival arrival = new Arrival(
                client.peer().address(),
                gate.tokens().in(request),
                connection.certificateUser(),
                request.headBytes() + answer.remaining());
        WebSocketConnection webSocket = new WebSocketConnection(connection, server, endpoint, arrival);
        connection.switchTo(webSocket);
        webSocket.open(answer);
    }

    private static HttpResponse forbidden(OriginPolicy.Verdict verdict) {
        return verdict == OriginPolicy.Verdict.FOREIGN_ORIGIN
                ? HttpResponse.text(HttpStatus.FORBIDDEN, "This origin is not allowed.")
                : HttpResponse.text(
                        HttpStatus.FORBIDDEN, "Cookies and the like are taken from pages only, with their Origin.");
    }

    private void respond(HttpResponse response, boolean headOnly, boolean keepAlive) {
        answering = true;
        inRequest = false;
        quietSince = server.nanoTime();
        ByteBuffer bytes = response.encode(headOnly, keepAlive);
        if (keepAlive) {
            connection.write(bytes);
        } else {
            finish(bytes);
        }
    }

    /** Writes the last answer. */
    private void finish(ByteBuffer answer) {
        quietSince = server.nanoTime();
        connection.write(answer);
        closing = true;
        connection.closeOnFlush();
    }

    /**
     * Answers a peer that broke a rule or came too many. Bytes of it may still be under way, and closing at once would make them destroy the
     * answer: they are discarded until the peer closes or the linger time is over (RFC 9112 §9.6).
     */
    void refuse(HttpResponse response) {
        closing = true;
        quietSince = server.nanoTime();
        connection.write(response.encode(false, false));
    }

    private static ByteBuffer join(@Nullable ByteBuffer first, ByteBuffer second) {
        int length = (first == null ? 0 : first.remaining()) + second.remaining();
        ByteBuffer joined = ByteBuffer.allocate(length);
        if (first != null) {
            joined.put(first);
        }
        return joined.put(second).flip();
    }
}
