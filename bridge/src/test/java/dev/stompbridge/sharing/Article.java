package dev.stompbridge.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.stomp.StompVersion;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/**
 * One message of a load. All of it follows from its destination and its number, from 1: whoever gets it can say what its
 * bytes must be.
 */
record Article(String destination, int number) {
    private static final int LARGEST = 100 * 1024;
    private static final String NOTE = ":\\\n\r \u00e9\u4e2d";
    private static final String LETTERS = "abc \n\u00e9\u4e2d";

    /** What is kept of it to compare with. */
    @SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest
    record Print(byte[] sha256, int length, boolean text, String note) {}

    Print print() {
        byte[] body = body();
        return new Print(sha256(body), body.length, isText(body), note());
    }

    /** Half of them are a, for selectors. */
    String half() {
        return number % 2 == 0 ? "a" : "b";
    }

    StompFrame send() {
        byte[] body = body();
        StompHeaders.Builder headers = StompHeaders.builder()
                .add("destination", destination)
                .add("n", Integer.toString(number))
                .add("half", half())
                .add("note", note());
        if (!isLetters()) {
            headers.add("content-length", Integer.toString(body.length));
        }
        return new StompFrame(StompCommand.SEND, headers.build(), body);
    }

    /** What an older version cannot express is a space there. */
    static String asIn(StompVersion version, String note) {
        return switch (version) {
            case V1_0 -> note.replace('\r', ' ').replace('\n', ' ');
            case V1_1 -> note.replace('\r', ' ');
            case V1_2 -> note;
        };
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private SplittableRandom random() {
        return new SplittableRandom(31L * destination.hashCode() + number * 0x9E3779B97F4A7C15L);
    }

    /** A third of them is a text, a third text with NULs, a third any bytes. */
    private byte[] body() {
        SplittableRandom random = random();
        int size = size(random);
        if (isLetters()) {
            StringBuilder text = new StringBuilder(size);
            while (text.length() < size) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            return text.toString().getBytes(UTF_8);
        }
        byte[] body = new byte[size];
        random.nextBytes(body);
        for (int i = 0; i < size && number % 3 == 2; i++) {
            body[i] &= 0x3F;
        }
        return body;
    }

    private boolean isLetters() {
        return number % 3 == 1;
    }

    private static int size(SplittableRandom random) {
        int percent = random.nextInt(100);
        if (percent < 3) {
            return 0;
        }
        if (percent < 80) {
            return random.nextInt(300);
        }
        if (percent < 95) {
            return random.nextInt(4 * 1024);
        }
        return percent < 99 ? random.nextInt(16 * 1024) : random.nextInt(LARGEST + 1);
    }

    private String note() {
        SplittableRandom random = random();
        StringBuilder note = new StringBuilder("x");
        for (int i = 0; i < 6; i++) {
            note.append(NOTE.charAt(random.nextInt(NOTE.length())));
        }
        return note.append(number).toString();
    }

    private static boolean isText(byte[] body) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
