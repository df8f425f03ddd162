package io.varcas.reports.image;

import io.varcas.text.ForeignText;
import java.util.Locale;

/** Elements of a picture as text; whatever is put in as text is escaped. */
final class SvgText {

    private final StringBuilder text = new StringBuilder();

    /** Adds an element; attributes are name, value, name, value; numbers have two decimals. */
    SvgText element(String name, Object... attributes) {
        open(name, attributes);
        text.setLength(text.length() - 1);
        text.append("/>\n");
        return this;
    }

    SvgText open(String name, Object... attributes) {
        text.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(value(attributes[i + 1])))
                    .append('"');
        }
        text.append('>');
        return this;
    }

    SvgText close(String name) {
        text.append("</").append(name).append(">\n");
        return this;
    }

    /** Adds text to the element that is open. */
    SvgText text(String content) {
        text.append(escaped(content));
        return this;
    }

    /** Adds a line of text; {@code anchor} is start, middle or end. */
    SvgText label(double x, double y, String anchor, String colour, String content) {
        open("text", "x", x, "y", y, "text-anchor", anchor, "fill", colour);
        return text(content).close("text");
    }

    private static Object value(Object attribute) {
        return attribute instanceof Double number ? String.format(Locale.ROOT, "%.2f", number) : attribute;
    }

    private static String escaped(Object value) {
        StringBuilder escaped = new StringBuilder();
        ForeignText.line(String.valueOf(value)).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
