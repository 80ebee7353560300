package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The modules of the wire cost page that know no DOM, called in Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WireCostModulesIT {
    private final DemoSite site;
    private final Visitor visitor;

    WireCostModulesIT(@TempDir Path directory) throws Exception {
        site = new DemoSite(directory);
        visitor = site.visitor();
        visitor.open(site.page("cost/"));
    }

    @AfterAll
    void end() {
        site.close();
    }

    /** Lengths at which a frame needs a longer head, and text whose bytes are more than its characters. */
    @ParameterizedTest
    @CsvSource({"0, 2", "125, 127", "126, 130", "65535, 65539", "65536, 65546"})
    void framesOfTheBridgeHaveHeadsOfTwoFourOrTenBytes(int payload, int bytes) {
        assertThat(evaluate("wire", "module.messageBytes('x'.repeat(" + payload + "), false)"))
                .isEqualTo(bytes);
        assertThat(evaluate("wire", "module.messageBytes(new ArrayBuffer(" + payload + "), true)"))
                .isEqualTo(bytes + 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'MESSAGE\\na:b\\n\\n{}\\0' | 16, 2, 0",
                "'MESSAGE\\r\\na:b\\r\\n\\r\\n\u20ac\\0\\n' | 20, 3, 0",
                "'MESSAGE\\na:b\\n\\n{}\\0\\nMESSAGE\\n\\nxyz\\0' | 27, 5, 0",
                "'RECEIPT\\nreceipt-id:1\\n\\n\\0' | 0, 0, 25",
                "'\\n' | 0, 0, 3",
            })
    void ofAStompFrameTheBodyIsData(String literal, String cost) {
        assertThat(evaluate("wire", "Object.values(module.stompCost('" + literal + "')).join(', ')"))
                .isEqualTo(cost);
    }

    @Test
    void clocksAreOnlyCorrectedWhenTheyCannotAgree() {
        assertThat(evaluate("clock", "module.offset(module.UNKNOWN)")).isEqualTo(0);
        assertThat(offsetAfter("{sentAt: 1000, receivedAt: 1100, from: 1050, to: 1051}"))
                .isEqualTo(0);
        assertThat(offsetAfter("{sentAt: 1000, receivedAt: 1100, from: 5050, to: 5050}"))
                .isEqualTo(4000);
        assertThat(offsetAfter(
                        "{sentAt: 1000, receivedAt: 1100, from: 5050, to: 5050}",
                        "{sentAt: 2000, receivedAt: 2010, from: 6020, to: 6020}"))
                .isEqualTo(4015);
        assertThat(offsetAfter(
                        "{sentAt: 1000, receivedAt: 1100, from: 5050, to: 5050}",
                        "{sentAt: 2000, receivedAt: 2010, from: 2005, to: 2005}"))
                .as("a clock was set")
                .isEqualTo(0);
    }

    private Object offsetAfter(String... answers) {
        return evaluate(
                "clock", "module.offset([" + String.join(",", answers) + "].reduce(module.narrow, module.UNKNOWN))");
    }

    /** What an expression over one of the page's modules without DOM is worth. */
    private Object evaluate(String module, String expression) {
        return visitor.page()
                .evaluate("async () => { const module = await import('./" + module + ".js'); return " + expression
                        + "; }");
    }

    @ParameterizedTest
    @CsvSource({"null, null, –", "871, 1, 6.97 Mbit/s", "2, 1, 16.0 kbit/s", "8, 0.5, 32.0 kbit/s"})
    void projectionToAThousandClientsIsWritten(String headers, String rate, String text) {
        visitor.page().evaluate("import('./format.js').then(format => globalThis.format = format)");
        assertThat(evaluate("projection", "format.formatBits(module.overhead(" + headers + ", " + rate + ")[0])"))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"-5, 0 ms", "12.4, 12 ms", "999.6, 1.0 s", "59940, 59.9 s", "75000, 1:15 min"})
    void agesAreWrittenInTheUnitThatFits(String millis, String text) {
        assertThat(evaluate("format", "module.formatAge(" + millis + ")")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not JSON | false",
                "null | false",
                "{\"symbol\":\"NVDA\",\"price\":1.5,\"time\":\"2026-11-22T14:30:00Z\"} | true",
                "{\"symbol\":\"AAPL\",\"price\":1.5,\"time\":\"2026-11-22T14:30:00Z\"} | false",
                "{\"symbol\":\"NVDA\",\"price\":\"1.5\",\"time\":\"2026-11-22T14:30:00Z\"} | false",
                "{\"symbol\":\"NVDA\",\"price\":1.5,\"time\":\"soon\"} | false",
            })
    void whatIsNoPriceOfTheSymbolIsNotShown(String json, boolean good) {
        assertThat(evaluate("price", "module.parsePrice('" + json + "', 'NVDA') !== null"))
                .isEqualTo(good);
    }
}
