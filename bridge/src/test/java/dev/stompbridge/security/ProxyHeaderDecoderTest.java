package dev.stompbridge.security;

import static dev.stompbridge.security.ProxyBytes.INET;
import static dev.stompbridge.security.ProxyBytes.INET6;
import static dev.stompbridge.security.ProxyBytes.SIGNATURE;
import static dev.stompbridge.security.ProxyBytes.hex;
import static dev.stompbridge.security.ProxyBytes.join;
import static dev.stompbridge.security.ProxyBytes.latin1;
import static dev.stompbridge.security.ProxyBytes.v2;
import static dev.stompbridge.security.ProxyBytes.withChecksum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderDecoderTest {

    private static final String TRUNCATED = "incomplete";

    /** What came out, as text, and how many bytes were left. */
    private record Outcome(String result, int left) {}

    private static Outcome decode(byte[] bytes, int... cuts) {
        ProxyHeaderDecoder decoder = new ProxyHeaderDecoder();
        String refused = null;
        int start = 0;
        for (int piece = 0; piece <= cuts.length; piece++) {
            int end = piece < cuts.length ? cuts[piece] : bytes.length;
            ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
            try {
                ProxyHeader header = decoder.decode(in);
                if (header != null) {
                    return new Outcome(text(header), bytes.length - in.position());
                }
            } catch (ProxyHeaderViolation violation) {
                assertThat(refused).as("refused once").isNull();
                refused = violation.rule();
            }
            assertThat(in.hasRemaining()).as("all taken").isFalse();
            start = end;
        }
        return new Outcome(refused == null ? TRUNCATED : refused, 0);
    }

    private static String text(ProxyHeader header) {
        String source = header.source() == null ? "proxy" : IpAddress.text(header.source());
        return source + " " + header.sourcePort() + (header.secure() ? " secure" : "");
    }

    /** Whole, cut in two at every point, and byte by byte. */
    private static Outcome everyWay(byte[] bytes) {
        Outcome whole = decode(bytes);
        int[] all = new int[bytes.length];
        for (int cut = 0; cut < bytes.length; cut++) {
            assertThat(decode(bytes, cut)).as("cut at %d", cut).isEqualTo(whole);
            all[cut] = cut;
        }
        assertThat(decode(bytes, all)).as("byte by byte").isEqualTo(whole);
        return whole;
    }

    private static String rule(byte[] bytes) {
        Outcome outcome = everyWay(bytes);
        assertThat(outcome.left()).isZero();
        return outcome.result();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443, 192.0.2.1 56324",
        "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535, 255.255.255.255 65535",
        "PROXY TCP4 0.0.0.0 0.0.0.0 0 0, 0.0.0.0 0",
        "PROXY TCP6 2001:db8::1 2001:db8::2 1 443, 2001:db8:0:0:0:0:0:1 1",
        "PROXY TCP6 ::ffff:192.0.2.1 ::1 1 443, 192.0.2.1 1",
        "PROXY UNKNOWN, proxy 0",
        "PROXY UNKNOWN ffff::1 whatever  \t, proxy 0",
    })
    void aLineTellsWhoseConnectionItIs(String line, String expected) {
        assertThat(everyWay(latin1(line + "\r\n"))).isEqualTo(new Outcome(expected, 0));
        assertThat(everyWay(latin1(line + "\r\nGET / HTTP/1.1\r\n\r\n"))).isEqualTo(new Outcome(expected, 18));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4",
                "PROXY TCP4 ",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443 ",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443 1",
                "PROXY TCP4  192.0.2.1 198.51.100.2 56324 443",
                "PROXY  TCP4 192.0.2.1 198.51.100.2 56324 443",
                "PROXY TCP4\t192.0.2.1 198.51.100.2 56324 443",
                "PROXY TCP4 192.0.2.01 198.51.100.2 56324 443",
                "PROXY TCP4 192.0.2 198.51.100.2 56324 443",
                "PROXY TCP4 192.0.2.1 198.51.100.256 56324 443",
                "PROXY TCP4 localhost localhost 56324 443",
                "PROXY TCP4 2001:db8::1 2001:db8::2 56324 443",
                "PROXY TCP6 192.0.2.1 198.51.100.2 56324 443",
                "PROXY TCP6 [::1] [::1] 56324 443",
                "PROXY TCP6 fe80::1%1 ::1 56324 443",
                "PROXY TCP4 192.0.2.1 198.51.100.2 056324 443",
                "PROXY TCP4 192.0.2.1 198.51.100.2 65536 443",
                "PROXY TCP4 192.0.2.1 198.51.100.2 -1 443",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324 0443",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324 4\n43",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r",
                "PROXY UNKNOWN \r ",
                "PROXY UNKNOWN \n ",
                "PROXY UNKNOWNS",
                "PROXY TCP5 192.0.2.1 198.51.100.2 56324 443",
                "PROXY tcp4 192.0.2.1 198.51.100.2 56324 443",
                "PROXY UDP4 192.0.2.1 198.51.100.2 56324 443",
                "PROXY ",
            })
    void aLineThatBreaksTheGrammarIsRefused(String line) {
        assertThat(rule(latin1(line + "\r\nX"))).contains("version 1").endsWith("(§2.1).");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"G", "GET / HTTP/1.1\r\n\r\n", "proxy", "PROXY\t", "PROXYTCP4", "\r\nPROXY", "\r\n\r\n\0\n", "\0"
            })
    void aConnectionThatBeginsWithAnythingElseIsRefused(String bytes) {
        assertThat(rule(latin1(bytes))).isEqualTo("The connection begins with a PROXY protocol header (§2).");
    }

    @Test
    void aLineHas107BytesAtMost() {
        String longest = "PROXY UNKNOWN " + "x".repeat(91) + "\r\n";
        assertThat(longest).hasSize(107);

        assertThat(everyWay(latin1(longest))).isEqualTo(new Outcome("proxy 0", 0));
        assertThat(rule(latin1("PROXY UNKNOWN " + "x".repeat(92) + "\r\n"))).contains("107 bytes");
        assertThat(rule(latin1("PROXY UNKNOWN " + "x".repeat(5_000)))).contains("107 bytes");
    }

    @Test
    void aBlockTellsWhoseConnectionItIs() {
        byte[] behind = latin1("GET");

        assertThat(everyWay(v2("2111", INET))).isEqualTo(new Outcome("192.0.2.1 4660", 0));
        assertThat(everyWay(join(v2("2111", INET), behind))).isEqualTo(new Outcome("192.0.2.1 4660", 3));
        assertThat(everyWay(join(v2("2121", INET6), behind))).isEqualTo(new Outcome("2001:db8:0:0:0:0:0:1 65535", 3));
        String mapped = "00000000000000000000ffffc0000201" + "0".repeat(32) + "1234 01bb";
        assertThat(everyWay(v2("2121", mapped))).isEqualTo(new Outcome("192.0.2.1 4660", 0));
    }

    @Test
    void aProxyMaySpeakForItself() {
        Outcome own = new Outcome("proxy 0", 1);

        assertThat(everyWay(join(v2("2000", ""), new byte[1]))).as("LOCAL").isEqualTo(own);
        assertThat(everyWay(join(v2("20ff", "0102"), new byte[1])))
                .as("LOCAL, whatever follows")
                .isEqualTo(own);
        assertThat(everyWay(join(v2("2100", ""), new byte[1]))).as("UNSPEC").isEqualTo(own);
        assertThat(everyWay(join(v2("2100", "ffffff"), new byte[1])))
                .as("UNSPEC, whatever follows")
                .isEqualTo(own);
        assertThat(everyWay(join(v2("2131", "2f".repeat(216)), new byte[1])))
                .as("UNIX")
                .isEqualTo(own);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"1111", "3111", "0111", "2211", "2f11", "2112", "2122", "2110", "2101", "2132", "2141", "21f1"})
    void commandsAndFamiliesThatAreNotKnownAreRefused(String commandAndFamily) {
        assertThat(rule(v2(commandAndFamily, "00".repeat(216)))).endsWith("(§2.2).");
    }

    @Test
    void aBlockShorterThanItsAddressesIsRefused() {
        assertThat(rule(v2("2111", "00".repeat(11)))).contains("as long as its addresses");
        assertThat(rule(v2("2121", "00".repeat(35)))).contains("as long as its addresses");
        assertThat(rule(v2("2131", "00".repeat(215)))).contains("as long as its addresses");
    }

    @Test
    void aBlockHas536BytesBehindTheFirst16AtMost() {
        // An extension of type NOOP (§2.2.4) fills it up.
        byte[] longest = v2("2111", INET, "04 0209", "00".repeat(521));
        assertThat(longest).hasSize(552);

        assertThat(everyWay(longest)).isEqualTo(new Outcome("192.0.2.1 4660", 0));
        assertThat(rule(v2("2111", INET, "04 020a", "00".repeat(522)))).contains("536 bytes");
        assertThat(rule(hex(SIGNATURE, "2111 ffff")))
                .as("before a byte of them came")
                .contains("536 bytes");
        assertThat(rule(hex(SIGNATURE, "2000 0219"))).as("LOCAL as well").contains("536 bytes");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        // flags, result, what is inside
        "20 0005 01 00000000, 192.0.2.1 4660 secure",
        "20 0005 07 00000000, 192.0.2.1 4660 secure",
        "20 0005 00 00000000, 192.0.2.1 4660",
        "20 0005 06 00000000, 192.0.2.1 4660",
        "20 000f 01 00000001 21 0007 544c5376312e33, 192.0.2.1 4660 secure",
        "04 0000 20 0005 01 00000000 ee 0001 20, 192.0.2.1 4660 secure",
        "01 0002 6832, 192.0.2.1 4660",
        // an extension that holds the bytes of one about TLS is not one about TLS
        "ee 0008 20 0005 01 00000000, 192.0.2.1 4660",
    })
    void aProxyTellsOfTls(String extensions, String expected) {
        assertThat(everyWay(v2("2111", INET, extensions))).isEqualTo(new Outcome(expected, 0));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "04",
                "04 00",
                "04 0001",
                "04 0002 00",
                "04 ffff 00",
                "20 0004 01 000000",
                "20 0005 00 00000000 20 0005 01 00000000",
                "03 0003 000000",
                "03 0005 0000000000",
                "03 0004 00000000"
            })
    void extensionsThatAreMalformedAreRefused(String extensions) {
        assertThat(rule(v2("2111", INET, extensions))).contains("(§2.2");
    }

    @Test
    void aChecksumIsVerified() {
        byte[] header = withChecksum(v2("2111", INET, "03 0004 00000000", "20 0005 01 00000000"), 31);

        assertThat(everyWay(header)).isEqualTo(new Outcome("192.0.2.1 4660 secure", 0));
        // Bytes 0 to 15 and the heads of extensions have their own rules.
        for (int at : new int[] {16, 19, 20, 24, 25, 27, 31, 34, 38, 42}) {
            byte[] damaged = header.clone();
            damaged[at] ^= 0x40;
            assertThat(rule(damaged)).as("byte %d", at).contains("checksum");
        }
    }

    @Test
    void aChecksumStandsOnce() {
        byte[] header = withChecksum(v2("2111", INET, "03 0004 00000000", "03 0004 00000000"), 31);

        assertThat(rule(header)).contains("checksum");
    }

    @Test
    void thereIsOneHeader() throws Exception {
        ProxyHeaderDecoder decoder = new ProxyHeaderDecoder();
        ByteBuffer in = ByteBuffer.wrap(latin1("PROXY UNKNOWN\r\nPROXY UNKNOWN\r\n"));
        assertThat(decoder.decode(in)).isNotNull();

        assertThatIllegalStateException().isThrownBy(() -> decoder.decode(in));
        assertThat(in.remaining()).isEqualTo(15);
    }

    @Test
    void afterAViolationEverythingIsDiscarded() {
        byte[] bytes = join(latin1("X"), latin1("PROXY UNKNOWN\r\n"));

        assertThat(rule(bytes)).contains("begins with a PROXY protocol header");
    }

    @Test
    void theResultNeverDependsOnTheSplit() {
        Random random = new Random(7_239);
        byte[] line = latin1("PROXY TCP6 2001:db8::1 2001:db8::2 56324 443\r\nrest");
        byte[] block = withChecksum(v2("2121", INET6, "03 0004 00000000", "20 0005 01 00000000", "04 0001 00"), 55);
        int refused = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] mutant = (round % 2 == 0 ? line : block).clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            refused += everyWay(mutant).result().endsWith(".") ? 1 : 0;
        }
        assertThat(refused).isBetween(1_000, 1_999);
    }
}
