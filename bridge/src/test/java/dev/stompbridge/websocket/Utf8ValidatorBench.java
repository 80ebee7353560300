package dev.stompbridge.websocket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** 64 KiB of text in different languages. Not final, for JMH extends it. */
@State(Scope.Thread)
public class Utf8ValidatorBench {
    /** A sentence that is repeated. */
    public enum Text {
        /** One byte each. */
        ENGLISH("The quick brown fox jumps over the lazy dog. "),
        /** Now and then two bytes. */
        GERMAN("Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. "),
        /** Three bytes each. */
        CHINESE("天地玄黄宇宙洪荒日月盈昃辰宿列张");

        private final String sentence;

        Text(String sentence) {
            this.sentence = sentence;
        }

        /** As many whole sentences as fit, and line feeds. */
        private byte[] bytes() {
            byte[] one = sentence.getBytes(StandardCharsets.UTF_8);
            byte[] bytes = new byte[LENGTH];
            Arrays.fill(bytes, (byte) '\n');
            for (int at = 0; at + one.length <= LENGTH; at += one.length) {
                System.arraycopy(one, 0, bytes, at, one.length);
            }
            return bytes;
        }
    }

    private static final int LENGTH = 64 * 1024;

    @Param
    public Text text = Text.ENGLISH;

    private byte[] bytes = {};

    @Setup
    public void fill() {
        bytes = text.bytes();
    }

    @Benchmark
    public boolean isValid() {
        return Utf8Validator.isValid(bytes, 0, bytes.length);
    }
}
