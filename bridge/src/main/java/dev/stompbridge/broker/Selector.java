package dev.stompbridge.broker;

import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.filter.MessageEvaluationContext;
import org.apache.activemq.selector.SelectorParser;

/**
 * A selector in ActiveMQ's syntax, checked before the broker gets it. The broker evaluates it for every message of the
 * destination, on the thread of whoever sends it, so nothing passes that could take long or fail there:
 *
 * <ul>
 *   <li>no functions, no XPATH, no XQUERY: they run what a browser wrote, on bodies too;
 *   <li>no arithmetic: on a property that is no number it throws, and the message reaches nobody;
 *   <li>one {@code %} in a LIKE pattern and one more at its end: matching takes linear time.
 * </ul>
 */
public final class Selector {
    public static final int MAX_LENGTH = 1_024;

    /** Of parentheses inside each other; parser and broker descend once for each. */
    public static final int MAX_DEPTH = 16;

    /** ActiveMQ then reads text as numbers, also for others: it remembers the parsed form without the prefix. */
    private static final String CONVERTING = "convert_string_expressions:";

    /** The tokens of ActiveMQ's grammar without comments; the first of these groups that matches is the token's kind. */
    private static final Pattern TOKEN = Pattern.compile("(?<space>[ \\t\\n\\r\\f]+)"
            + "|(?<text>'(?:[^']++|'')*+')"
            + "|(?<word>[A-Za-z_$][A-Za-z0-9_$]*+)"
            + "|(?<number>0[xX][0-9a-fA-F]++|(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?[lL]?)"
            + "|(?<sign>[+-])"
            + "|(?<symbol><>|<=|>=|[=<>(),])");

    private static final Set<String> LANGUAGES = Set.of("XPATH", "XQUERY");
    private static final Set<String> OPERATORS = Set.of("NOT", "AND", "OR", "BETWEEN", "LIKE", "ESCAPE", "IN", "IS");

    private final Matcher tokens;
    private int depth;

    private boolean afterLike;

    /** Whether a value has just ended, so that a sign would be arithmetic and a parenthesis a call. */
    private boolean afterValue;

    private boolean afterSign;

    private Selector(String text) {
        tokens = TOKEN.matcher(text);
    }

    /** The same text, if the broker may have it. */
    public static String check(String text) throws BrokerException {
        if (text.length() > MAX_LENGTH) {
            throw invalid("a selector has at most " + MAX_LENGTH + " characters");
        }
        if (text.startsWith(CONVERTING)) {
            throw invalid("a selector has no prefix " + CONVERTING);
        }
        new Selector(text).scan(text.length());
        try {
            SelectorParser.parse(text);
        } catch (InvalidSelectorException e) {
            throw invalid("the selector is no condition in the syntax of JMS");
        }
        return text;
    }

    /** Whether the message of a delivery fulfils a selector that has been checked. */
    public static boolean matches(String checked, Delivery delivery) {
        MessageEvaluationContext context = new MessageEvaluationContext();
        context.setMessageReference(delivery.message());
        context.setDestination(delivery.message().getDestination());
        try {
            return SelectorParser.parse(checked).matches(context);
        } catch (JMSException e) {
            return false;
        } finally {
            context.clear();
        }
    }

    private void scan(int end) throws BrokerException {
        for (int position = 0; position < end; position = tokens.end()) {
            tokens.region(position, end);
            if (!tokens.lookingAt()) {
                throw invalid(
                        "a selector consists of properties, literals and operators, without arithmetic or comments");
            }
            if (tokens.group("space") == null) {
                token(tokens.group());
            }
        }
    }

    private void token(String token) throws BrokerException {
        boolean number = tokens.group("number") != null;
        if (afterSign && !number) {
            throw invalid("a sign in a selector stands before a number");
        }
        afterSign = tokens.group("sign") != null;
        if (afterSign && afterValue) {
            throw invalid("a selector has no arithmetic");
        }
        if (tokens.group("word") != null) {
            word(token.toUpperCase(Locale.ROOT));
            return;
        }
        if (afterLike && tokens.group("text") != null) {
            checkPattern(token);
        } else if (token.equals("(")) {
            open();
        } else if (token.equals(")")) {
            depth--;
        }
        afterValue = number || tokens.group("text") != null || token.equals(")");
        afterLike = false;
    }

    private void word(String word) throws BrokerException {
        if (LANGUAGES.contains(word)) {
            throw invalid("a selector has no XPATH and no XQUERY");
        }
        afterValue = !OPERATORS.contains(word);
        afterLike = word.equals("LIKE");
    }

    private void open() throws BrokerException {
        if (afterValue) {
            throw invalid("a selector has no functions");
        }
        if (++depth > MAX_DEPTH) {
            throw invalid("a selector has at most " + MAX_DEPTH + " parentheses inside each other");
        }
    }

    /** The pattern in its quotes; an escaped % counts as well. */
    private static void checkPattern(String quoted) throws BrokerException {
        int first = quoted.indexOf('%');
        int second = quoted.indexOf('%', first + 1);
        if (first >= 0 && second >= 0 && second != quoted.length() - 2) {
            throw invalid("a LIKE pattern has one %, and one more at its end");
        }
    }

    private static BrokerException invalid(String rule) {
        return new BrokerException(BrokerException.Kind.BAD_HEADER, rule);
    }
}
