package dev.stompbridge.peers.spring;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Users and rights as Spring's reference checks them, when a frame comes in: {@code feed} writes {@code /topic/stock.…},
 * whoever gives no name reads it.
 */
record Rights(String password) implements ChannelInterceptor {
    static final String PUBLISHER = "feed";

    private static final String TOPICS = "/topic/stock.";

    @Override
    public Message<?> preSend(Message<?> message, MessageChannel channel) {
        StompHeaderAccessor frame = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        StompCommand command = frame == null ? null : frame.getCommand();
        if (frame != null && command != null && !mayPass(command, frame)) {
            throw new MessageDeliveryException(message, "There is no right to do this");
        }
        return message;
    }

    private boolean mayPass(StompCommand command, StompHeaderAccessor frame) {
        return switch (command) {
            case CONNECT, STOMP -> knows(frame);
            case SUBSCRIBE -> isTopic(frame.getDestination());
            case SEND -> frame.getUser() != null && isTopic(frame.getDestination());
            default -> true;
        };
    }

    private boolean knows(StompHeaderAccessor connect) {
        String login = connect.getLogin();
        if (login == null) {
            return true;
        }
        Principal user = () -> PUBLISHER;
        connect.setUser(user);
        return login.equals(PUBLISHER) && password.equals(connect.getPasscode());
    }

    private static boolean isTopic(@Nullable String destination) {
        return destination != null && destination.startsWith(TOPICS);
    }
}
