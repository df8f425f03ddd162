package io.varcas.reports.html.element;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The frame of a page: style, charts and scripts around its body. Only scripts with the hashes named in the head may run; nothing may be
 * loaded.
 */
public final class Page {

    private Page() {}

    public static String of(String title, Tag body, ChartBook book) throws IOException {
        String library = resource("echarts.common.min.js");
        String tools = resource("tools.js");
        String script = resource("report.js");
        String policy = "default-src 'none'; script-src '" + hash(library) + "' '" + hash(tools) + "' '" + hash(script)
                + "'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
        Tag head = Tag.of("head")
                .add(
                        Tag.of("meta").with("charset", "utf-8"),
                        Tag.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                        Tag.of("meta")
                                .with("http-equiv", "Content-Security-Policy")
                                .with("content", policy),
                        Tag.of("meta").with("name", "color-scheme").with("content", "light dark"),
                        Tag.of("meta").with("name", "referrer").with("content", "no-referrer"),
                        Tag.of("title", title));
        return "<!DOCTYPE html>\n<html lang=\"en\">\n"
                + head.html()
                        .replace(
                                "</head>\n",
                                "<style>" + resource("report.css") + resource("tables.css") + "</style>\n</head>\n")
                + "<body>\n" + body.html()
                + "<script type=\"application/json\" id=\"charts\">" + ScriptJson.of(book.charts()) + "</script>\n"
                + "<script>" + library + "</script>\n<script>" + tools + "</script>\n<script>" + script
                + "</script>\n</body>\n</html>\n";
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = Page.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IOException(name + " is missing from the jar of reports");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
