package dev.stompbridge.stomp;

import static dev.stompbridge.stomp.StompViolation.require;

import dev.stompbridge.stomp.StompCommand.Sender;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the part of one frame that consists of lines, for {@link StompDecoder}, whose grammar, deviations and threads
 * hold here too. A head that negotiates the version tells it for those that follow. After the head and after a violation
 * it is done with.
 */
final class HeadDecoder {
    static final String STRAY_CR = "A carriage return must be followed by a line feed.";

    private static final byte NUL = 0;
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    private final Sender sender;
    private StompVersion version;

    /** Null while the command line is read. */
    private @Nullable StompCommand command;

    private final StompHeaders.Builder headers = StompHeaders.builder();
    /** Bytes of the header lines so far, without their ends. */
    private int headerBytes;
    /** The line that is being read. */
    private final GrowingBytes line = new GrowingBytes();
    /** A CR was read, and whether it ends the line shows with the next byte. */
    private boolean afterCr;

    HeadDecoder(Sender sender, StompVersion version) {
        this.sender = sender;
        this.version = version;
    }

    /** Returns the head when it is complete (what follows it stays in {@code in}); else reads all and returns null. */
    @Nullable
    StompHead decode(ByteBuffer in, StompLimits limits) throws StompViolation {
        while (in.hasRemaining()) {
            if (readLine(in, limits)) {
                StompHead head = endLine();
                if (head != null) {
                    return head;
                }
            }
        }
        return null;
    }

    /** Reads up to the next octet that may end the line, and that octet; true if it did. */
    private boolean readLine(ByteBuffer in, StompLimits limits) throws StompViolation {
        int start = in.position();
        int end = start;
        while (end < in.limit() && !isDelimiter(in.get(end))) {
            end++;
        }
        if (end > start) {
            keepCarriageReturn(limits);
            line.append(in, end - start, claim(end - start, limits));
        }
        if (!in.hasRemaining()) {
            return false;
        }
        byte delimiter = in.get();
        require(delimiter != NUL, "A blank line must end the headers before the NUL.");
        if (delimiter == CR) {
            keepCarriageReturn(limits);
        }
        afterCr = delimiter == CR;
        return delimiter == LF;
    }

    private static boolean isDelimiter(byte b) {
        return b == LF || b == CR || b == NUL;
    }

    /** Makes a CR that no LF followed a part of the line, where the version allows it. */
    private void keepCarriageReturn(StompLimits limits) throws StompViolation {
        if (afterCr) {
            boolean allowed = command != null && command.hasEscapedHeaders() && version != StompVersion.V1_2;
            require(allowed, STRAY_CR);
            line.append(CR, claim(1, limits));
            afterCr = false;
        }
    }

    /**
     * Claims room for more bytes of the line and returns the most that the line may have. Of two limits the one that
     * the first byte too many breaks is named, so that it does not depend on the split.
     */
    private int claim(int count, StompLimits limits) throws StompViolation {
        if (command == null) {
            require(
                    count <= limits.maxCommandBytes() - line.size(),
                    "The command line must not be longer than the limit.");
            return limits.maxCommandBytes();
        }
        require(headers.size() < limits.maxHeaders(), "A frame must not have more headers than the limit.");
        int lineRoom = limits.maxHeaderLineBytes() - line.size();
        int headersRoom = limits.maxHeaderBytes() - headerBytes;
        require(count <= lineRoom || headersRoom < lineRoom, "A header line must not be longer than the limit.");
        require(count <= headersRoom, "The headers of a frame must not be longer than the limit.");
        headerBytes += count;
        return limits.maxHeaderLineBytes();
    }

    /** Takes the line; returns the head if the line was the blank one that ends it. */
    private @Nullable StompHead endLine() throws StompViolation {
        if (command == null) {
            command = StompCommand.of(text(), sender);
            require(command != null, "A frame must begin with a command that its sender may send.");
        } else if (line.size() > 0) {
            addHeader(HeaderEscaping.of(command, version));
        } else {
            return endHead(command);
        }
        line.clear();
        return null;
    }

    private void addHeader(HeaderEscaping escaping) throws StompViolation {
        String text = text();
        int colon = text.indexOf(':');
        require(colon >= 0, "A header line must contain a colon.");
        require(colon > 0, "A header name must not be empty.");
        headers.add(escaping.unescape(text.substring(0, colon)), escaping.unescape(text.substring(colon + 1)));
    }

    private String text() throws StompViolation {
        try {
            return line.utf8();
        } catch (CharacterCodingException malformed) {
            throw new StompViolation("The command and the headers must be UTF-8.");
        }
    }

    private StompHead endHead(StompCommand complete) throws StompViolation {
        StompHeaders sent = headers.build();
        if (complete.opensSession()) {
            learnFromClient(sent);
        } else if (complete == StompCommand.CONNECTED) {
            learnFromServer(sent);
        }
        return new StompHead(complete, version == StompVersion.V1_0 ? sent.withTrimmedValues() : sent, version);
    }

    /** No version in common leaves 1.0: the server answers with ERROR and executes nothing more. */
    private void learnFromClient(StompHeaders connect) {
        StompVersion negotiated = StompVersion.negotiate(connect.get("accept-version"));
        version = negotiated == null ? StompVersion.V1_0 : negotiated;
    }

    private void learnFromServer(StompHeaders connected) throws StompViolation {
        String chosen = connected.get("version");
        StompVersion known = chosen == null ? StompVersion.V1_0 : StompVersion.of(chosen);
        if (known == null) {
            throw new StompViolation("The version of CONNECTED must be 1.0, 1.1 or 1.2.");
        }
        version = known;
    }
}
