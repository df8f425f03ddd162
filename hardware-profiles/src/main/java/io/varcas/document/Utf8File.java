package io.varcas.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Small text files, read whole. */
public final class Utf8File {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Utf8File() {}

    /** A byte that is not UTF-8; its message names file, line and byte. */
    private static final class Fault extends CharacterCodingException {

        private static final long serialVersionUID = 1;

        private final String message;

        Fault(String message) {
            this.message = message;
        }

        @Override
        public String getMessage() {
            return message;
        }
    }

    /**
     * Returns the text of a file in UTF-8, without the byte order mark that it may begin with.
     *
     * @param file the file
     * @throws CharacterCodingException if it is not UTF-8; the message names file, line and byte
     * @throws IOException if it cannot be read
     */
    public static String read(Path file) throws IOException {
        return text(file.toString(), Files.readAllBytes(file));
    }

    /**
     * Returns the text of the content of a file in UTF-8, without the byte order mark that it may begin with.
     *
     * @param name the file's name for the message
     * @param content its bytes
     * @throws CharacterCodingException if it is not UTF-8; the message names file, line and byte
     */
    public static String text(String name, byte[] content) throws CharacterCodingException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
            int at = bytes.position();
            int line = 1;
            int begin = 0;
            for (int i = 0; i < at; i++) {
                if (content[i] == '\n') {
                    line++;
                    begin = i + 1;
                }
            }
            throw new Fault(String.format(
                    Locale.ROOT,
                    "%s, line %d: byte %d of the line (0x%02X) is not UTF-8; save the file as UTF-8",
                    name,
                    line,
                    at - begin + 1,
                    content[at]));
        }
        String decoded = text.flip().toString();
        return decoded.startsWith(BYTE_ORDER_MARK) ? decoded.substring(1) : decoded;
    }
}
