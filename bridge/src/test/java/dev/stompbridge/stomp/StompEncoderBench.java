package dev.stompbridge.stomp;

import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A price as a MESSAGE, and the escapes in its headers. Not final, for JMH extends it. */
@State(Scope.Thread)
public class StompEncoderBench {
    private static final String PLAIN = "/topic/stock.NVDA";
    private static final String SPECIAL = "C:\\prices\\today: up\n";
    private static final String SPECIAL_AS_SENT = "C\\c\\\\prices\\\\today\\c up\\n";

    private final StompFrame price = new StompFrame(
            StompCommand.MESSAGE,
            StompHeaders.of(
                    "subscription", "sub-0", "message-id", "ID:feed-1:1:1:1:17", "destination", PLAIN, "x-seq", "17"),
            "{\"symbol\":\"NVDA\",\"price\":13.92}".getBytes(StandardCharsets.UTF_8));
    private final StringBuilder head = new StringBuilder();

    @Benchmark
    public byte[] wholeMessage() {
        return StompEncoder.encode(price, StompVersion.V1_2);
    }

    @Benchmark
    public byte[] whatSubscribersShare() {
        return StompEncoder.encodeTail(price, StompVersion.V1_2);
    }

    @Benchmark
    public byte[] whatIsOneSubscribersOwn() {
        return StompEncoder.encodeSubscription("sub-0", StompVersion.V1_2);
    }

    @Benchmark
    public int escapePlainValue() {
        return escape(PLAIN);
    }

    @Benchmark
    public int escapeSpecialValue() {
        return escape(SPECIAL);
    }

    @Benchmark
    public String unescapePlainValue() throws StompViolation {
        return HeaderEscaping.V1_2.unescape(PLAIN);
    }

    @Benchmark
    public String unescapeSpecialValue() throws StompViolation {
        return HeaderEscaping.V1_2.unescape(SPECIAL_AS_SENT);
    }

    private int escape(String value) {
        head.setLength(0);
        HeaderEscaping.V1_2.escape(value, head);
        return head.length();
    }
}
