package io.varcas.model;

import io.varcas.document.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** The files of a model's weights beside its {@code config.json}: how many bytes all tensors have. */
final class Checkpoint {

    private static final String INDEX = "model.safetensors.index.json";
    private static final String SINGLE = "model.safetensors";

    private Checkpoint() {}

    /**
     * Returns the bytes of all tensors: {@code metadata.total_size} of the index, or of the single file what follows its header;
     * empty if neither file is there.
     *
     * @throws IllegalArgumentException if the index has no such size, or the file is no safetensors file
     */
    static OptionalDouble bytes(Path folder) {
        Path index = folder.resolve(INDEX);
        if (Files.isRegularFile(index)) {
            double bytes = Document.read(index)
                    .root()
                    .path("metadata")
                    .path("total_size")
                    .asDouble(0);
            if (!(bytes > 0)) {
                throw new IllegalArgumentException(
                        index + ": metadata.total_size is missing; it must be the bytes of all tensors");
            }
            return OptionalDouble.of(bytes);
        }
        Path single = folder.resolve(SINGLE);
        return Files.isRegularFile(single) ? OptionalDouble.of(bytesAfterHeader(single)) : OptionalDouble.empty();
    }

    /** A safetensors file is eight bytes of the header's length, little-endian, the header, and the tensors. */
    private static double bytesAfterHeader(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            while (length.hasRemaining() && channel.read(length) >= 0) {
                // until eight bytes or the end
            }
            long header = length.hasRemaining() ? -1 : length.getLong(0);
            long bytes = channel.size() - Long.BYTES - header;
            if (header < 0 || bytes < 0) {
                throw new IllegalArgumentException(file + ": is no safetensors file, or is cut off");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
