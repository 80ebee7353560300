package dev.stompbridge.broker;

import dev.stompbridge.ops.Metrics;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The bridge's way into the broker: checks logins and keeps the links of each identity while somebody uses them. Safe
 * for use by any thread.
 */
public final class BrokerLinks implements AutoCloseable {
    /** Logins that may wait to be checked; each costs a password hash at worst. */
    private static final int WAITING_LOGINS = 10_000;

    /** A link that is blocked by a full store does not hold up the end for longer. */
    private static final int CLOSE_SECONDS = 2;

    private static final int IDLE_SECONDS = 30;

    /** The outcome of a login: one of the two is null. Called on a login thread; must not block. */
    @FunctionalInterface
    public interface LoginReply {
        void answer(@Nullable BrokerSession session, @Nullable BrokerException failure);

        /** False when nobody waits for it any more, so that it need not be checked. */
        default boolean isAwaited() {
            return true;
        }
    }

    /** The outcome of a renewal: one of the two is null. Called on a login thread; must not block. */
    @FunctionalInterface
    public interface RenewalReply {
        void answer(@Nullable Authentication renewed, @Nullable BrokerException failure);
    }

    private static final class Entry {
        private final IdentityLinks links;
        private final BrokerSession.Shared shared;
        /** Sessions, and shared subscriptions. */
        private int users;

        /** Who came last: mostly the same user again, and thousands of sessions then have one object. */
        private @Nullable Authentication last;

        private Entry(IdentityLinks links, BrokerSession.Shared shared) {
            this.links = links;
            this.shared = shared;
        }
    }

    private static final OpenWireLink.Watcher UNWATCHED = new OpenWireLink.Watcher() {
        @Override
        public void interrupted(OpenWireLink link) {}

        @Override
        public void lost(OpenWireLink link) {}
    };

    private final BrokerAccess access;
    private final LinkOpener opener;
    /** As many as links that are blocked at the same time, and one or two more. */
    private final ExecutorService linkThreads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            named("link"),
            new ThreadPoolExecutor.DiscardPolicy());

    private final ExecutorService loginThread = loginThread("login");
    /** For those that cost a password hash or a question to somebody else; nobody else waits behind them. */
    private final ExecutorService passwordThread = loginThread("password");

    private final Map<Identity, Entry> identities = new HashMap<>();
    /** Of the bridge itself. */
    private final Set<Identity> own = new HashSet<>();

    private final ClientIds clientIds;
    private final SendMapping mapping;
    private volatile @Nullable OpenWireLink probe;

    /** With replaceClientIds, a session that claims a client id ends the one that has it; without, it is refused. */
    public BrokerLinks(BrokerAccess access, boolean replaceClientIds, Metrics metrics) {
        this.access = access;
        this.mapping = new SendMapping(access.canDelay());
        this.clientIds = new ClientIds(replaceClientIds);
        this.opener = new LinkOpener(access, linkThreads, metrics);
    }

    private static ExecutorService loginThread(String name) {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_LOGINS), named(name));
    }

    /** Whether checking it costs next to nothing. */
    public boolean isQuick(Login login) {
        return access.isQuick(login);
    }

    /** Checks credentials and gives the session its side of the broker. */
    public void login(Login login, LoginReply reply) {
        try {
            threadFor(login).execute(() -> {
                if (reply.isAwaited()) {
                    authenticate(login, reply);
                } else {
                    refuse(reply, BrokerException.Kind.LOST, "nobody waits for this login any more");
                }
            });
        } catch (RejectedExecutionException e) {
            refuse(reply, BrokerException.Kind.BUSY, "too many logins at once; try again later");
        }
    }

    private ExecutorService threadFor(Login login) {
        return isQuick(login) ? loginThread : passwordThread;
    }

    private void authenticate(Login login, LoginReply reply) {
        Authentication who = access.authenticate(login);
        if (who == null) {
            refuse(reply, BrokerException.Kind.LOGIN_REFUSED, "the login or the passcode is wrong");
        } else if (login.clientId() == null || who.user() == null) {
            reply.answer(open(who, null), null);
        } else {
            claim(who, ownedId(who.user(), login.clientId()), reply);
        }
    }

    private void claim(Authentication who, String clientId, LoginReply reply) {
        clientIds.claim(clientId, claim -> {
            if (claim == null) {
                refuse(reply, BrokerException.Kind.CLIENT_ID_IN_USE, "the client id is in use");
            } else {
                reply.answer(open(who, claim), null);
            }
        });
    }

    /** Checks a token with which a session wants to stay for longer: it must be the same user with the same rights. */
    public void renew(Authentication before, String token, RenewalReply reply) {
        try {
            threadFor(Login.ofToken(token)).execute(() -> {
                Authentication renewed = access.authenticateToken(token);
                BrokerException failure = renewed == null
                        ? new BrokerException(BrokerException.Kind.LOGIN_REFUSED, "the token is not accepted")
                        : change(before, renewed);
                reply.answer(failure == null ? renewed : null, failure);
            });
        } catch (RejectedExecutionException e) {
            reply.answer(
                    null, new BrokerException(BrokerException.Kind.BUSY, "too many logins at once; try again later"));
        }
    }

    /** The links of a session are those of its identity, so that other rights need another session. */
    private static @Nullable BrokerException change(Authentication before, Authentication renewed) {
        if (!Objects.equals(before.user(), renewed.user())) {
            return new BrokerException(BrokerException.Kind.LOGIN_REFUSED, "the token is somebody else's");
        }
        if (!before.identity().equals(renewed.identity())) {
            return new BrokerException(
                    BrokerException.Kind.RIGHTS_CHANGED, "the token carries other rights; connect again");
        }
        return null;
    }

    /** Client ids belong to those who log in: nobody reads the durable subscriptions of somebody else. */
    private static String ownedId(String login, String clientId) {
        return "stompbridge:" + URLEncoder.encode(login, StandardCharsets.UTF_8) + ":" + clientId;
    }

    private static void refuse(LoginReply reply, BrokerException.Kind kind, String rule) {
        reply.answer(null, new BrokerException(kind, rule));
    }

    /** Identities of browsers that have links now. */
    public synchronized int identityCount() {
        return identities.size() - own.size();
    }

    /** Consumers that browsers have in the broker now. */
    public synchronized int subscriptionCount() {
        return identities.entrySet().stream()
                .filter(entry -> !own.contains(entry.getKey()))
                .mapToInt(entry -> entry.getValue().links.subscriptionCount())
                .sum();
    }

    /** Whether a link to the broker works at the moment. */
    public boolean isUp() {
        OpenWireLink open = probe;
        return open != null && open.isConnected();
    }

    /** Keeps a link without rights open, whose state is that of all; called now and then by the timer. */
    public void probe() {
        OpenWireLink open = probe;
        if (open == null || open.isEnded()) {
            probe = opener.open(new Identity(Set.of()), UNWATCHED);
        }
    }

    /** Shared subscriptions of the bridge's own, as an identity that no browser has; they count for none. */
    public synchronized Upstream upstream(Identity identity) {
        own.add(identity);
        Entry entry = identities.computeIfAbsent(identity, this::entry);
        entry.users++;
        return entry.shared.upstream();
    }

    private synchronized BrokerSession open(Authentication who, ClientIds.@Nullable Claim clientId) {
        Entry entry = identities.computeIfAbsent(who.identity(), this::entry);
        entry.users++;
        Authentication last = entry.last;
        Authentication same = last != null && last.equals(who) ? last : who;
        entry.last = same;
        return new BrokerSession(entry.shared, same, clientId);
    }

    private Entry entry(Identity identity) {
        IdentityLinks links = new IdentityLinks(identity, opener);
        Upstream upstream = new Upstream(
                links,
                () -> retain(identity),
                () -> release(identity),
                topic -> access.knowsRights() && access.mayRead(identity, topic));
        return new Entry(links, new BrokerSession.Shared(links, upstream, mapping, () -> release(identity)));
    }

    private synchronized void retain(Identity identity) {
        Entry entry = identities.get(identity);
        if (entry != null) {
            entry.users++;
        }
    }

    private synchronized void release(Identity identity) {
        Entry entry = identities.get(identity);
        if (entry != null && --entry.users == 0) {
            identities.remove(identity);
            entry.links.close();
        }
    }

    /** Closes all links; whatever is still asked is answered as lost. */
    @Override
    public void close() {
        loginThread.shutdownNow();
        passwordThread.shutdownNow();
        synchronized (this) {
            identities.values().forEach(entry -> entry.links.close());
            identities.clear();
            own.clear();
        }
        OpenWireLink probing = probe;
        if (probing != null) {
            probing.close(() -> {});
        }
        linkThreads.shutdown();
        try {
            if (!linkThreads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                linkThreads.shutdownNow();
            }
        } catch (InterruptedException e) {
            linkThreads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
