package dev.stompbridge.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SelectorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "symbol = 'NVDA'",
                "symbol='NVDA'and price>=13.5",
                "symbol IN ('NVDA', 'DIS') OR symbol NOT IN ('A')",
                "symbol like 'N%' AND NOT (price < 10 or price > 20)",
                "symbol LIKE '%VD%'",
                "symbol NOT LIKE '10\\%%' ESCAPE '\\'",
                "price BETWEEN -1 AND +1.5e-3",
                "price = - 5",
                "a = 0x1F OR a = 017 OR a = 7L OR a = .5 OR a = 5.",
                "JMSType IS NOT NULL AND JMSPriority > 4",
                "flag",
                "TRUE",
                "note = 'XPATH ''quoted'' REGEX(1) * 2 -- % % % /* not a comment */'",
                "note = '%%%%'",
                "note = ''''",
                "note = ''",
                "_xpath = 1 AND $price = 2 AND xpath_ = 3",
                "name = 'Straße \uD83D\uDE00'",
                "\t(a = 1)\n"
            })
    void conditionsPassAsTheyAre(String selector) throws Exception {
        assertThat(Selector.check(selector)).isEqualTo(selector);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XPATH '//a'",
                "xpath '//a'",
                "NOT xQuery'//a'",
                "REGEX('a*', symbol)",
                "regex ('a*', symbol) = TRUE",
                "INLIST(MAKELIST('a'), symbol)",
                "a = 1 AND SPLIT(symbol, ',') = b",
                "REPLACE\n('a', 'b', 'c') = 'd'",
                "'a'('b')",
                "(a)(b)"
            })
    void nothingInASelectorIsACall(String selector) {
        assertRefused(selector);
    }

    /** It throws in the broker when a property is no number, in the middle of somebody else's SEND. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "price * 2 > 1",
                "price / 2 > 1",
                "price % 2 = 1",
                "price + 1 > 1",
                "price - 1 > 1",
                "price -1 > 1",
                "price+1 > 1",
                "(price)-1 > 1",
                "2 -1 = 1",
                "'a' + 'b' = 'ab'",
                "-price > 1",
                "- (price) > 1",
                "a = + b",
                "a = --5",
                "a = +-5"
            })
    void arithmeticIsRefused(String selector) {
        assertRefused(selector);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a LIKE '%a%b'",
                "a LIKE '%%%'",
                "a NOT like'a%b%c%'",
                "a LIKE '%''%''%'",
                "a LIKE 'x' OR b LIKE '%a%b'",
                "a LIKE '\\%a\\%b' ESCAPE '\\'"
            })
    void aPatternThatCouldMatchInManyWaysIsRefused(String selector) {
        assertRefused(selector);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a =",
                "a = 1 b = 2",
                "'text'",
                "1",
                "a = 'unfinished",
                "a = 'un''finished",
                "a == 1",
                "a != 1",
                "a = \"b\"",
                "a = 1;",
                "a.b = 1",
                "a-b = 1",
                "ä = 1",
                "a = 1 -- comment\n",
                "a = 1 /* comment */",
                "/* a */ TRUE",
                "(a = 1",
                "a = 1)",
                "a > 'b'",
                "a IN (1, 2)",
                "a LIKE 'x' ESCAPE 'xx'",
                "a = 0x",
                "hyphenated_props:a-b = 1",
                "convert_string_expressions:a > 1"
            })
    void whatIsNoConditionIsRefused(String selector) {
        assertRefused(selector);
    }

    @Test
    void theLengthIsBounded() throws Exception {
        String longest = "a='" + "x".repeat(Selector.MAX_LENGTH - 4) + "'";

        assertThat(Selector.check(longest)).hasSize(Selector.MAX_LENGTH);
        assertRefused(longest + " ");
    }

    @Test
    void theDepthIsBounded() throws Exception {
        String deepest = "(".repeat(Selector.MAX_DEPTH) + "a" + ")".repeat(Selector.MAX_DEPTH);

        assertThat(Selector.check(deepest)).isEqualTo(deepest);
        assertRefused("(" + deepest + ")");
    }

    @Test
    void parenthesesSideBySideAreNotDeep() throws Exception {
        String selector = "(a)" + " OR (a)".repeat(100);

        assertThat(Selector.check(selector)).isEqualTo(selector);
    }

    @Test
    void theLongestRowOfNotIsParsed() throws Exception {
        String selector = "NOT ".repeat(Selector.MAX_LENGTH / 4 - 1) + "a";

        assertThat(Selector.check(selector)).isEqualTo(selector);
    }

    private static void assertRefused(String selector) {
        assertThatThrownBy(() -> Selector.check(selector))
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.kind()).isEqualTo(BrokerException.Kind.BAD_HEADER));
    }
}
