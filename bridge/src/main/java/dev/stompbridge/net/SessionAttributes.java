package dev.stompbridge.net;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.mina.core.session.DefaultIoSessionDataStructureFactory;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.session.IoSessionAttributeMap;
import org.apache.mina.core.session.IoSessionDataStructureFactory;
import org.apache.mina.core.write.WriteRequestQueue;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one MINA session. There are three or four, set when a connection begins and read with every event: an
 * array is searched as fast as a map and takes a fifth of its memory, for each idle connection. Safe for use by any thread.
 */
final class SessionAttributes implements IoSessionAttributeMap {
    private static final Object[] NOTHING = {};

    /** Keys, each with its value behind it; replaced as a whole and never changed. */
    private volatile Object[] pairs = NOTHING;

    /** Has MINA use these attributes, and its own queue of writes. */
    static final class Factory implements IoSessionDataStructureFactory {
        private final IoSessionDataStructureFactory mina = new DefaultIoSessionDataStructureFactory();

        @Override
        public IoSessionAttributeMap getAttributeMap(IoSession session) {
            return new SessionAttributes();
        }

        @Override
        public WriteRequestQueue getWriteRequestQueue(IoSession session) throws Exception {
            return mina.getWriteRequestQueue(session);
        }
    }

    @Override
    public @Nullable Object getAttribute(IoSession session, Object key, @Nullable Object absent) {
        Object[] now = pairs;
        int place = placeOf(key, now);
        return place < now.length ? now[place + 1] : absent;
    }

    @Override
    public synchronized @Nullable Object setAttribute(IoSession session, Object key, @Nullable Object value) {
        if (value == null) {
            return removeAttribute(session, key);
        }
        Object before = getAttribute(session, key, null);
        int place = placeOf(key, pairs);
        Object[] next = Arrays.copyOf(pairs, Math.max(pairs.length, place + 2));
        next[place] = key;
        next[place + 1] = value;
        pairs = next;
        return before;
    }

    @Override
    public synchronized @Nullable Object setAttributeIfAbsent(IoSession session, Object key, @Nullable Object value) {
        Object present = getAttribute(session, key, null);
        return present == null ? setAttribute(session, key, value) : present;
    }

    /** The last pair takes the place of the one that goes. */
    @Override
    public synchronized @Nullable Object removeAttribute(IoSession session, Object key) {
        Object before = getAttribute(session, key, null);
        if (before != null) {
            int last = pairs.length - 2;
            Object[] next = Arrays.copyOf(pairs, last);
            int place = placeOf(key, pairs);
            if (place < last) {
                System.arraycopy(pairs, last, next, place, 2);
            }
            pairs = next;
        }
        return before;
    }

    @Override
    public synchronized boolean removeAttribute(IoSession session, Object key, Object value) {
        boolean same = value.equals(getAttribute(session, key, null));
        if (same) {
            removeAttribute(session, key);
        }
        return same;
    }

    @Override
    public synchronized boolean replaceAttribute(IoSession session, Object key, Object before, Object value) {
        boolean same = before.equals(getAttribute(session, key, null));
        if (same) {
            setAttribute(session, key, value);
        }
        return same;
    }

    @Override
    public boolean containsAttribute(IoSession session, Object key) {
        Object[] now = pairs;
        return placeOf(key, now) < now.length;
    }

    @Override
    public Set<Object> getAttributeKeys(IoSession session) {
        Object[] now = pairs;
        Set<Object> keys = new HashSet<>();
        for (int i = 0; i < now.length; i += 2) {
            keys.add(now[i]);
        }
        return keys;
    }

    @Override
    public void dispose(IoSession session) {}

    /** Where the key is, or the end. */
    private static int placeOf(Object key, Object[] pairs) {
        int place = 0;
        while (place < pairs.length && !pairs[place].equals(key)) {
            place += 2;
        }
        return place;
    }
}
