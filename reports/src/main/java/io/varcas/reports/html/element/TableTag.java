package io.varcas.reports.html.element;

import java.util.Arrays;
import java.util.List;

/** A table: a caption, heads, rows; the heads of number columns begin with {@code #} and are set to the right with their cells. */
public final class TableTag {

    private static final String NUMBERS = "#";

    private final Tag table = Tag.of("table");
    private final Tag body = Tag.of("tbody");
    private final List<String> heads;
    private int rows;

    public TableTag(String caption, String... heads) {
        this(caption, Arrays.asList(heads));
    }

    public TableTag(String caption, List<String> heads) {
        this.heads = List.copyOf(heads);
        Tag row = Tag.of("tr");
        for (String head : heads) {
            boolean number = head.startsWith(NUMBERS);
            Tag cell = Tag.of("th", number ? head.substring(1) : head).with("scope", "col");
            row.add(number ? cell.classed("number") : cell);
        }
        table.add(Tag.of("caption", caption), Tag.of("thead").add(row));
    }

    /** Adds a row; the first cell names it. */
    public TableTag row(Tag... cells) {
        return row(List.of(cells));
    }

    public TableTag row(List<Tag> cells) {
        Tag row = Tag.of("tr");
        for (int i = 0; i < cells.size(); i++) {
            Tag cell = i == 0 ? Tag.of("th").with("scope", "row") : Tag.of("td");
            row.add((heads.get(i).startsWith(NUMBERS) ? cell.classed("number") : cell).add(cells.get(i)));
        }
        body.add(row);
        rows++;
        return this;
    }

    /** Adds a row of texts. */
    public TableTag texts(String... cells) {
        return row(Arrays.stream(cells).map(text -> Tag.of("span", text)).toList());
    }

    public boolean isEmpty() {
        return rows == 0;
    }

    /** Returns the table, in a box that scrolls sideways on narrow screens. */
    public Tag tag() {
        return Tag.of("div").classed("scroll").with("tabindex", "0").add(table.add(body));
    }
}
