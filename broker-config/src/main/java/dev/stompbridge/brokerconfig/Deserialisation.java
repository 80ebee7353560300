package dev.stompbridge.brokerconfig;

import java.io.ObjectInputFilter;

/** Which classes this process may deserialise. */
public final class Deserialisation {
    /**
     * The classes in which the message store keeps its audit between two runs; without them it would replay its whole
     * journal at each start. Nothing else, so that no message can bring objects. The launcher has the same list.
     */
    public static final String FILTER = String.join(
            ";",
            "org.apache.activemq.ActiveMQMessageAuditNoSync",
            "org.apache.activemq.util.LRUCache",
            "org.apache.activemq.util.BitArrayBin",
            "org.apache.activemq.util.BitArray",
            "java.util.LinkedHashMap",
            "java.util.HashMap",
            "java.util.Map$Entry",
            "java.util.HashSet",
            "java.util.LinkedList",
            "java.lang.Integer",
            "java.lang.Number",
            "!*");

    private Deserialisation() {}

    /** Sets the filter of the whole process, unless {@code jdk.serialFilter} has set one. It cannot be changed after. */
    public static void restrict() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter(FILTER));
        }
    }
}
