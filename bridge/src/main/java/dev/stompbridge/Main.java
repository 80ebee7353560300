package dev.stompbridge;

import dev.stompbridge.brokerconfig.Deserialisation;
import dev.stompbridge.cli.CommandLineInterface;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Deserialisation.restrict();
        System.exit(CommandLineInterface.execute(args));
    }
}
