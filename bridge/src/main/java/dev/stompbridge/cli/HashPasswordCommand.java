package dev.stompbridge.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Makes the password hash that a user in the configuration has. */
@Command(
        name = "hash-password",
        description = "Print the hash of a password, for password-hash of a user in the configuration. "
                + "Asks for it on a terminal, else reads one line of standard input (UTF-8).",
        mixinStandardHelpOptions = true)
final class HashPasswordCommand implements Callable<Integer> {
    private static final int LONGEST_PASSWORD = 1024;

    private final Terminal terminal;
    private final Hash hash;

    /** Makes a salted hash. */
    @FunctionalInterface
    interface Hash {
        String of(char[] password);
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String sentence) {
            super(sentence);
        }
    }

    HashPasswordCommand(Terminal terminal, Hash hash) {
        this.terminal = terminal;
        this.hash = hash;
    }

    @Override
    public Integer call() throws IOException {
        try {
            Console console = terminal.console();
            char[] password = console == null ? line() : typed(console);
            if (password.length == 0) {
                throw new Refused("The password is empty.");
            }
            terminal.out().println(hash.of(password));
            Arrays.fill(password, '\0');
            return ExitCode.OK;
        } catch (Refused e) {
            terminal.err().println("stompbridge: " + e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private static char[] typed(Console console) throws Refused {
        char[] first = console.readPassword("Password: ");
        char[] again = first == null ? null : console.readPassword("Once more: ");
        if (first == null || again == null) {
            throw new Refused("No password was given.");
        }
        if (!Arrays.equals(first, again)) {
            throw new Refused("The two passwords differ.");
        }
        return first;
    }

    private char[] line() throws IOException, Refused {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_PASSWORD);
        for (int b = terminal.in().read();
                b >= 0 && b != '\n';
                b = terminal.in().read()) {
            if (!bytes.hasRemaining()) {
                throw new Refused("The password is longer than " + LONGEST_PASSWORD + " bytes.");
            }
            bytes.put((byte) b);
        }
        if (bytes.position() > 0 && bytes.get(bytes.position() - 1) == '\r') {
            bytes.position(bytes.position() - 1);
        }
        try {
            CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return Arrays.copyOf(chars.array(), chars.length());
        } catch (CharacterCodingException e) {
            throw new Refused("The password is not UTF-8.");
        }
    }
}
