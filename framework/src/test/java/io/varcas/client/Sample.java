package io.varcas.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** An answer of a real vLLM 0.32.0, captured with its head. */
public record Sample(int status, String contentType, String text) {

    private static final String END_OF_HEAD = "\r\n\r\n";

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Sample.class.getResourceAsStream("samples/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    public static Sample read(String name) {
        String text = resource(name);
        int end = text.indexOf(END_OF_HEAD);
        String head = text.substring(0, end);
        return new Sample(
                Integer.parseInt(head.substring(9, 12)),
                head.lines()
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(""),
                text.substring(end + END_OF_HEAD.length()));
    }

    public byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
