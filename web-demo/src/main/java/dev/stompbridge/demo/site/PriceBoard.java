package dev.stompbridge.demo.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.activemq.command.ActiveMQDestination;
import org.jspecify.annotations.Nullable;

/**
 * The latest price of each symbol, as it travelled over {@code topic://stock.>}. The thread {@code price-board} owns the
 * subscription and calls the listener; {@link #latest} may be called by any thread.
 */
final class PriceBoard implements AutoCloseable {
    /** Far more than the demo has; whoever may publish could otherwise fill the memory. */
    static final int MAX_SYMBOLS = 1000;

    /** Symbol, price and time need less than a hundred. */
    private static final int MAX_CHARACTERS = 512;

    private static final String TOPICS = "stock.>";
    private static final String TOPIC_PREFIX = "stock.";
    private static final int RECEIVE_MILLIS = 1000;
    private static final Pattern SYMBOL = Pattern.compile("[A-Z][A-Z0-9]{0,9}([.][A-Z])?");

    /** A price of one symbol; nobody may change its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // The same bytes go to everybody; nobody compares prices.
    record Latest(String symbol, byte[] json) {}

    private final Map<String, Latest> prices = new ConcurrentHashMap<>();
    private final ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final Consumer<Latest> listener;
    private @Nullable Worker worker;

    /** The listener hears of each price; it must not block. */
    PriceBoard(Consumer<Latest> listener) {
        this.listener = listener;
    }

    /** Subscribes, now and whenever the broker comes back. To be called once. */
    void start(SiteBroker broker) {
        worker = Worker.start("price-board", broker, this::receive);
    }

    /** Whether it has the form of a symbol. */
    static boolean isSymbol(String text) {
        return SYMBOL.matcher(text).matches();
    }

    /** Null for a symbol of which nothing has come. */
    @Nullable
    Latest latest(String symbol) {
        return prices.get(symbol);
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
        }
    }

    private void receive(Session session) throws JMSException, InterruptedException {
        MessageConsumer consumer = session.createConsumer(session.createTopic(TOPICS));
        while (!Thread.interrupted()) {
            Message message = consumer.receive(RECEIVE_MILLIS);
            if (message instanceof TextMessage text
                    && message.getJMSDestination() instanceof ActiveMQDestination topic) {
                post(topic.getPhysicalName(), text.getText());
            }
        }
        throw new InterruptedException("closed");
    }

    /** Takes the body of a message, unless it is no price of the topic's symbol. */
    void post(String topic, String body) {
        if (body.length() > MAX_CHARACTERS) {
            return;
        }
        String symbol = symbolOf(body);
        if (symbol == null || !topic.equals(TOPIC_PREFIX + symbol)) {
            return;
        }
        if (prices.size() < MAX_SYMBOLS || prices.containsKey(symbol)) {
            Latest latest = new Latest(symbol, body.getBytes(StandardCharsets.UTF_8));
            prices.put(symbol, latest);
            listener.accept(latest);
        }
    }

    private @Nullable String symbolOf(String body) {
        try {
            JsonNode json = mapper.readTree(body);
            String symbol = json.path("symbol").asText("");
            boolean price = json.path("price").isNumber() && json.path("time").isTextual();
            return price && isSymbol(symbol) ? symbol : null;
        } catch (JsonProcessingException e) {
            // The route lets no such thing through: somebody else wrote to the topic.
            return null;
        }
    }
}
