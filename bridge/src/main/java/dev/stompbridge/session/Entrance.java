package dev.stompbridge.session;

import dev.stompbridge.broker.Authentication;
import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.BrokerLinks;
import dev.stompbridge.broker.BrokerSession;
import dev.stompbridge.broker.Login;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.security.LoginLimits;
import dev.stompbridge.security.UserLimits;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Lets browsers log in, within the bounds for their address and their user. What costs a password hash is bounded per
 * address, so that whoever guesses passwords delays nobody else for long. Safe for use by any thread.
 */
public final class Entrance {
    private final BrokerLinks links;
    private final LoginLimits logins;
    private final UserLimits users;
    private final Metrics metrics;

    public Entrance(BrokerLinks links, LoginLimits logins, UserLimits users, Metrics metrics) {
        this.links = links;
        this.logins = logins;
        this.users = users;
        this.metrics = metrics;
    }

    /** Answers at once or on a login thread. */
    void login(Login login, InetAddress address, BrokerLinks.LoginReply reply) {
        boolean quick = links.isQuick(login);
        if (!quick && !logins.mayTry(address)) {
            refuse(reply, BrokerException.Kind.BUSY, "too many wrong logins from this address; try again later");
            return;
        }
        LoginLimits.Attempt attempt = quick ? null : logins.begin(address);
        if (quick || attempt != null) {
            links.login(login, new Checked(address, attempt, reply));
        } else {
            refuse(reply, BrokerException.Kind.BUSY, "too many logins from this address at once; try again later");
        }
    }

    /** Checks a token that is to take the place of the one a session logged in with; answers on a login thread. */
    void renew(Authentication before, String token, BrokerLinks.RenewalReply reply) {
        links.renew(before, token, (renewed, failure) -> {
            metrics.count(renewed == null ? Metric.LOGINS_REFUSED : Metric.TOKENS_RENEWED);
            reply.answer(renewed, failure);
        });
    }

    private void refuse(BrokerLinks.LoginReply reply, BrokerException.Kind kind, String rule) {
        metrics.count(Metric.LOGINS_UNCHECKED);
        reply.answer(null, new BrokerException(kind, rule));
    }

    private final class Checked implements BrokerLinks.LoginReply {
        private final InetAddress address;
        /** Null if it costs nothing. */
        private final LoginLimits.@Nullable Attempt attempt;

        private final BrokerLinks.LoginReply reply;

        private Checked(InetAddress address, LoginLimits.@Nullable Attempt attempt, BrokerLinks.LoginReply reply) {
            this.address = address;
            this.attempt = attempt;
            this.reply = reply;
        }

        @Override
        public boolean isAwaited() {
            return reply.isAwaited();
        }

        @Override
        public void answer(@Nullable BrokerSession session, @Nullable BrokerException failure) {
            if (attempt != null) {
                attempt.end();
            }
            if (failure != null && failure.kind() == BrokerException.Kind.LOGIN_REFUSED) {
                metrics.count(Metric.LOGINS_REFUSED);
                logins.failed(address);
            }
            String user = session == null ? null : session.who().user();
            UserLimits.Lease lease = user == null ? null : users.admit(user);
            if (session == null || user == null) {
                reply.answer(session, failure);
            } else if (lease == null) {
                session.close();
                reply.answer(
                        null,
                        new BrokerException(
                                BrokerException.Kind.TOO_MANY_SESSIONS,
                                "the user has too many sessions; close one, or try again later"));
            } else {
                session.whenClosed(lease::close);
                reply.answer(session, null);
            }
        }
    }
}
