package dev.stompbridge;

import dev.stompbridge.cli.CommandLineInterface;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(CommandLineInterface.execute(args));
    }
}
