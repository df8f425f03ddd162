package io.varcas.reports.html.element;

import io.varcas.text.ForeignText;
import java.util.List;
import java.util.Set;

/** An element of the page. Text and attribute values are escaped when they are put in; there is no way to put in markup as text. */
public final class Tag {

    private static final Set<String> WITHOUT_END = Set.of("meta", "br", "hr", "col");

    private final String name;
    private final StringBuilder attributes = new StringBuilder();
    private final StringBuilder content = new StringBuilder();

    private Tag(String name) {
        this.name = name;
    }

    public static Tag of(String name) {
        return new Tag(name);
    }

    public static Tag of(String name, String text) {
        return new Tag(name).text(text);
    }

    /** Adds an attribute. */
    public Tag with(String attribute, String value) {
        attributes
                .append(' ')
                .append(attribute)
                .append("=\"")
                .append(escape(value))
                .append('"');
        return this;
    }

    public Tag classed(String value) {
        return with("class", value);
    }

    public Tag text(String text) {
        content.append(escape(text));
        return this;
    }

    public Tag add(Tag... tags) {
        return add(List.of(tags));
    }

    public Tag add(Iterable<Tag> tags) {
        tags.forEach(tag -> tag.appendTo(content));
        return this;
    }

    private void appendTo(StringBuilder html) {
        html.append('<').append(name).append(attributes).append('>').append(content);
        if (!WITHOUT_END.contains(name)) {
            html.append("</").append(name).append('>');
        }
        html.append('\n');
    }

    /** Returns the element as HTML. */
    public String html() {
        StringBuilder html = new StringBuilder();
        appendTo(html);
        return html.toString();
    }

    private static String escape(String text) {
        String clean = ForeignText.lines(text);
        StringBuilder escaped = new StringBuilder(clean.length() + 16);
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
