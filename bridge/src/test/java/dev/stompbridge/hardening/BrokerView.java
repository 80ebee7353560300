package dev.stompbridge.hardening;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.activemq.broker.BrokerRegistry;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ConnectionInfo;
import org.apache.activemq.command.ConsumerInfo;

/** What the broker in this process has been told by the bridge. */
final class BrokerView {
    private BrokerView() {}

    /** The only subscription to a destination, {@code queue://a}. */
    static Subscription subscription(String destination) {
        ActiveMQDestination name = ActiveMQDestination.createDestination(destination, ActiveMQDestination.QUEUE_TYPE);
        List<Subscription> subscriptions = BrokerRegistry.getInstance().getBrokers().values().stream()
                .flatMap(broker -> broker.getRegionBroker().getDestinations(name).stream())
                .flatMap(found -> found.getConsumers().stream())
                .toList();
        if (subscriptions.size() != 1) {
            throw new AssertionError(destination + " has " + subscriptions.size() + " subscriptions");
        }
        return subscriptions.get(0);
    }

    static Map<String, String> consumer(String destination) {
        return properties(ConsumerInfo.class, subscription(destination).getConsumerInfo());
    }

    static Map<String, String> connection(String destination) {
        return properties(
                ConnectionInfo.class,
                subscription(destination).getContext().getConnectionState().getInfo());
    }

    /** The names of everything that can be set on it. */
    static List<String> settable(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
                .map(method -> method.getName().substring(3, 4).toLowerCase(Locale.ROOT)
                        + method.getName().substring(4))
                .distinct()
                .sorted()
                .toList();
    }

    private static Map<String, String> properties(Class<?> type, Object object) {
        Map<String, String> values = new TreeMap<>();
        for (Method method : type.getMethods()) {
            if (method.getParameterCount() == 0 && method.getName().matches("(?:get|is)[A-Z].*")) {
                values.put(method.getName(), value(method, object));
            }
        }
        return values;
    }

    private static String value(Method getter, Object object) {
        try {
            return String.valueOf(getter.invoke(object));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(getter.toString(), e);
        }
    }
}
