package dev.stompbridge.peers.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Answers SUBSCRIBE with the RECEIPT that was asked for, once the simple broker has the subscription: by itself it
 * answers DISCONNECT only.
 *
 * @param outbound to the browsers
 */
record SubscribeReceipts(MessageChannel outbound) implements ExecutorChannelInterceptor {
    @Override
    public void afterMessageHandled(
            Message<?> message, MessageChannel channel, MessageHandler handler, @Nullable Exception failure) {
        StompHeaderAccessor frame = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        if (failure == null
                && handler instanceof SimpleBrokerMessageHandler
                && frame != null
                && frame.getCommand() == StompCommand.SUBSCRIBE
                && frame.getReceipt() != null) {
            StompHeaderAccessor receipt = StompHeaderAccessor.create(StompCommand.RECEIPT);
            receipt.setReceiptId(frame.getReceipt());
            receipt.setSessionId(frame.getSessionId());
            outbound.send(MessageBuilder.createMessage(new byte[0], receipt.getMessageHeaders()));
        }
    }
}
