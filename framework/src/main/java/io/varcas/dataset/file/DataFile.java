package io.varcas.dataset.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A text file, or a resource on the class path, that may be packed; it can be opened again and again. What is read of it is UTF-8,
 * whatever its own encoding is.
 *
 * @param name path of the file, or of the resource
 * @param loader finds the resource
 * @param encoding its encoding, unless it has a byte order mark that names another
 */
public record DataFile(String name, ClassLoader loader, Charset encoding) {

    /** Advice about a byte that is not UTF-8. */
    static final String ENCODING_ADVICE = ", or name its encoding with dataset.encoding, such as windows-1252";

    private static final int BUFFER = 1 << 16;
    private static final int GZIP = 0x1F8B;

    /** A file in UTF-8, or with a byte order mark. */
    public DataFile(String name, ClassLoader loader) {
        this(name, loader, StandardCharsets.UTF_8);
    }

    /** Returns whether it begins as a Parquet file. */
    boolean isParquet() throws IOException {
        try (InputStream bytes = unpacked()) {
            return new String(bytes.readNBytes(ParquetRows.MAGIC.length()), StandardCharsets.ISO_8859_1)
                    .equals(ParquetRows.MAGIC);
        } catch (IOException unreadable) {
            throw DatasetException.unreadable(name, unreadable);
        }
    }

    public InputStream open() {
        try {
            InputStream bytes = unpacked();
            Optional<String> kind = FileSignature.of(peek(bytes, FileSignature.LENGTH));
            if (kind.isPresent()) {
                bytes.close();
                throw new DatasetException("dataset \"" + name + "\" is " + kind.get());
            }
            return utf8(bytes, encoding);
        } catch (IOException unreadable) {
            throw DatasetException.unreadable(name, unreadable);
        }
    }

    /**
     * Returns a text as UTF-8, without the byte order mark.
     *
     * @param bytes the text, which supports {@link InputStream#mark}
     * @param encoding its encoding, unless it has a byte order mark that names another
     */
    static InputStream utf8(InputStream bytes, Charset encoding) throws IOException {
        ByteOrderMark mark = ByteOrderMark.of(peek(bytes, ByteOrderMark.LENGTH));
        bytes.skipNBytes(mark.bytes());
        Charset actual = mark.charset().orElse(encoding);
        if (actual.equals(StandardCharsets.UTF_8)) {
            return bytes;
        }
        String advice = mark.charset().isPresent()
                ? ", as its byte order mark has it"
                : "; name its encoding with dataset.encoding";
        return new BufferedInputStream(new TranscodedInput(bytes, actual, advice), BUFFER);
    }

    /** Returns the name without the ending of a packed file. */
    String plainName() {
        return name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
    }

    private BufferedInputStream unpacked() throws IOException {
        BufferedInputStream raw = new BufferedInputStream(raw(), BUFFER);
        byte[] first = peek(raw, 2);
        boolean packed = first.length == 2 && ((first[0] & 0xFF) << 8 | (first[1] & 0xFF)) == GZIP;
        return packed || name.endsWith(".gz") ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw;
    }

    private static byte[] peek(InputStream in, int bytes) throws IOException {
        in.mark(bytes);
        byte[] first = in.readNBytes(bytes);
        in.reset();
        return first;
    }

    private InputStream raw() throws IOException {
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return Files.newInputStream(file);
        }
        if (Files.isDirectory(file)) {
            throw new DatasetException("dataset \"" + name + "\" is a folder; name a file in it");
        }
        InputStream resource = loader.getResourceAsStream(name);
        if (resource == null) {
            throw new DatasetException("dataset \"" + name + "\" is neither a file nor a resource on the class path");
        }
        return resource;
    }
}
