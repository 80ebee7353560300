package dev.stompbridge.hardening;

import dev.stompbridge.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import org.apache.activemq.ActiveMQMessageAuditNoSync;

/** A process that runs the command and says at its end what it would deserialise. */
final class DeserialisationScenes {
    private DeserialisationScenes() {}

    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.println("filter " + ObjectInputFilter.Config.getSerialFilter());
            System.out.println("list " + read(new ArrayList<String>()));
            System.out.println("audit " + read(new ActiveMQMessageAuditNoSync()));
        }));
        Main.main(args);
    }

    private static String read(Serializable object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            return "not written";
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            in.readObject();
            return "read";
        } catch (IOException | ClassNotFoundException e) {
            return "refused";
        }
    }
}
