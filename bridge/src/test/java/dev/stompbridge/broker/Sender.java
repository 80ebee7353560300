package dev.stompbridge.broker;

import jakarta.jms.MessageNotWriteableException;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.MessageId;
import org.apache.activemq.command.ProducerId;
import org.apache.activemq.command.ProducerInfo;
import org.jspecify.annotations.Nullable;

/** Sends persistent messages, each when the one before has been answered, as a browser's session does. */
final class Sender {
    private final OpenWireLink link;
    private final ProducerId producer;
    private final int number;
    private final ActiveMQQueue queue;
    private final int rounds;
    private final List<String> answers = new ArrayList<>();
    private int sent;

    Sender(OpenWireLink link, int number, String queue, int rounds) {
        this.link = link;
        this.producer = new ProducerId(link.sessionId(1), number + 1);
        this.number = number;
        this.queue = new ActiveMQQueue(queue);
        this.rounds = rounds;
        link.request(new ProducerInfo(producer), failure -> {});
    }

    synchronized void next() {
        int round = ++sent;
        ActiveMQTextMessage message = text(number + " " + round);
        message.setPersistent(true);
        message.setDestination(queue);
        message.setProducerId(producer);
        message.setMessageId(new MessageId(producer, round));
        link.request(message, failure -> answered(round, failure));
    }

    private static ActiveMQTextMessage text(String text) {
        try {
            ActiveMQTextMessage message = new ActiveMQTextMessage();
            message.setText(text);
            return message;
        } catch (MessageNotWriteableException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void answered(int round, @Nullable BrokerException failure) {
        answers.add(round + (failure == null ? "" : " " + failure.kind()));
        if (failure == null && round < rounds) {
            next();
        }
    }

    int number() {
        return number;
    }

    /** The numbers of its messages, from 1 on, each with the kind of the failure if there was one. */
    synchronized List<String> answers() {
        return List.copyOf(answers);
    }

    /** Of the messages that were stored for certain. */
    synchronized int confirmed() {
        return (int) answers.stream().filter(answer -> !answer.contains(" ")).count();
    }

    /** Whether everything was answered, and nothing more will be sent. */
    synchronized boolean isDone() {
        return answers.size() == sent && (sent == rounds || confirmed() < sent);
    }
}
