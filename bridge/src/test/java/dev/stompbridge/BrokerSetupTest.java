package dev.stompbridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BrokerSetupTest {
    @ParameterizedTest
    @CsvSource({
        "topic://stock.{symbol}, topic://stock.>",
        "topic://stock.x{symbol}.y, topic://stock.>",
        "topic://a.b.{c}.{d}, topic://a.b.>",
        "topic://stock.all, topic://stock.all"
    })
    void aRouteMayWriteWhereItsTemplateCanLead(String target, String pattern) {
        assertThat(BrokerSetup.pattern(target)).isEqualTo(pattern);
    }
}
