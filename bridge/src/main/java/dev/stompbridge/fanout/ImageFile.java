package dev.stompbridge.fanout;

import dev.stompbridge.broker.Delivery;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The images on disk: a magic number, then for each image the time, the length and the bytes of its message, then a length
 * of -1 and a checksum of all before it. A new file is written beside the old one and takes its place as a whole, so that
 * one or the other is there whatever happens.
 */
final class ImageFile {
    private static final int MAGIC = 0x53424931;
    private static final int END = -1;

    private final Path path;

    ImageFile(Path path) {
        this.path = path;
    }

    /** The images of the file, none if there is no file; a message is at most so long. */
    List<Image> read(int maxBytes) throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        CRC32 checksum = new CRC32();
        List<Image> images = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(path)), checksum))) {
            if (in.readInt() != MAGIC) {
                throw new IOException("it is no file of images");
            }
            for (int length = in.readInt(); length != END; length = in.readInt()) {
                images.add(readImage(in, length, maxBytes));
            }
            long expected = checksum.getValue();
            if (in.readLong() != expected) {
                throw new IOException("its checksum is wrong");
            }
        }
        return images;
    }

    private static Image readImage(DataInputStream in, int length, int maxBytes) throws IOException {
        if (length < 0 || length > maxBytes) {
            throw new IOException("an image has an impossible length");
        }
        long receivedAt = in.readLong();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("it ends too early");
        }
        return Image.restored(Delivery.ofBytes(bytes), receivedAt);
    }

    /** Replaces the file. */
    void write(List<Image> images) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        CRC32 checksum = new CRC32();
        try (FileOutputStream file = new FileOutputStream(next.toFile());
                DataOutputStream out =
                        new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(file), checksum))) {
            out.writeInt(MAGIC);
            for (Image image : images) {
                byte[] bytes = image.delivery().toBytes();
                out.writeInt(bytes.length);
                out.writeLong(image.receivedAt());
                out.write(bytes);
            }
            out.writeInt(END);
            out.flush();
            out.writeLong(checksum.getValue());
            out.flush();
            file.getFD().sync();
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
