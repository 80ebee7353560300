package dev.stompbridge.contract;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/**
 * The regular expressions of a schema, matched in a time that is linear in the text, whatever they are: a pattern is the
 * operator's, but the text is a stranger's. As ECMA-262 has it, they are looked for anywhere in the text, {@code \d} and
 * {@code \w} are ASCII, {@code ^} and {@code $} stand for the ends of the whole text.
 *
 * <p>Two classes are narrower than there: {@code \s} has the white space of ASCII only, without the vertical tab, and the
 * dot leaves out the line feed only.
 */
final class LinearPatterns implements RegularExpressionFactory {

    /** A pattern that cannot be matched so; look-around and back-references are not regular. */
    static final class Unsupported extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String pattern;

        private Unsupported(String pattern, PatternSyntaxException cause) {
            super(cause.getDescription(), cause);
            this.pattern = pattern;
        }

        String pattern() {
            return pattern;
        }
    }

    @Override
    public RegularExpression getRegularExpression(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            return text -> pattern.matcher(text).find();
        } catch (PatternSyntaxException e) {
            throw new Unsupported(regex, e);
        }
    }
}
