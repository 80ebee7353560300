package dev.stompbridge.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.DummySession;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.Test;

final class SessionAttributesTest {
    private static final Object KEY = new AttributeKey(SessionAttributesTest.class, "key");

    private final IoSession session = new DummySession();
    private final SessionAttributes attributes = new SessionAttributes();

    @Test
    void anAttributeIsReadBackUntilItIsReplaced() {
        assertThat(attributes.setAttribute(session, KEY, 1)).isNull();
        assertThat(attributes.setAttribute(session, KEY, 2)).isEqualTo(1);

        assertThat(attributes.getAttribute(session, new AttributeKey(SessionAttributesTest.class, "key"), 3))
                .isEqualTo(2);
        assertThat(attributes.containsAttribute(session, KEY)).isTrue();
    }

    @Test
    void whatIsAbsentIsTheDefaultAndIsNotKept() {
        assertThat(attributes.getAttribute(session, KEY, "default")).isEqualTo("default");

        assertThat(attributes.containsAttribute(session, KEY)).isFalse();
    }

    @Test
    void removingOneOfThreeLeavesTheOthers() {
        for (String removed : new String[] {"a", "b", "c"}) {
            for (String key : new String[] {"a", "b", "c"}) {
                attributes.setAttribute(session, key, key + "1");
            }

            assertThat(attributes.removeAttribute(session, removed)).isEqualTo(removed + "1");
            assertThat(attributes.removeAttribute(session, removed)).isNull();
            assertThat(attributes.getAttributeKeys(session)).hasSize(2).doesNotContain(removed);
            assertThat(attributes.getAttributeKeys(session))
                    .allSatisfy(key -> assertThat(attributes.getAttribute(session, key, null))
                            .isEqualTo(key + "1"));
        }
    }

    @Test
    void settingNullRemoves() {
        attributes.setAttribute(session, KEY, 1);

        assertThat(attributes.setAttribute(session, KEY, null)).isEqualTo(1);
        assertThat(attributes.getAttributeKeys(session)).isEmpty();
    }

    @Test
    void theFirstOfTwoThatSetIfAbsentWins() {
        assertThat(attributes.setAttributeIfAbsent(session, KEY, 1)).isNull();
        assertThat(attributes.setAttributeIfAbsent(session, KEY, 2)).isEqualTo(1);

        assertThat(attributes.getAttribute(session, KEY, null)).isEqualTo(1);
    }

    @Test
    void replacingAndRemovingAskForTheOldValue() {
        attributes.setAttribute(session, KEY, 1);

        assertThat(attributes.replaceAttribute(session, KEY, 2, 3)).isFalse();
        assertThat(attributes.replaceAttribute(session, KEY, 1, 3)).isTrue();
        assertThat(attributes.removeAttribute(session, KEY, 1)).isFalse();
        assertThat(attributes.removeAttribute(session, KEY, 3)).isTrue();
        assertThat(attributes.containsAttribute(session, KEY)).isFalse();
    }
}
