package io.varcas.reports.html;

import io.varcas.accuracy.ItemDetail;
import io.varcas.accuracy.ItemResult;
import io.varcas.reports.html.element.Tag;

/** Prompts, references and outputs as cells: escaped, shortened, and with the first difference marked. */
final class OutputText {

    private static final int LONGEST = 400;
    private static final int BEFORE_DIFFERENCE = 60;

    private OutputText() {}

    static Tag prompt(ItemResult item) {
        return quote(shortened(item.detail().map(ItemDetail::prompt).orElse("")));
    }

    static Tag reference(ItemResult item) {
        return quote(shortened(
                item.detail().map(detail -> detail.references().get(0)).orElse("")));
    }

    static Tag output(ItemResult item) {
        return quote(shortened(item.answer().or(item::error).orElse("")));
    }

    /** Returns the output with what differs from its first reference marked, from the first different character to the last. */
    static Tag difference(ItemResult item) {
        String output = item.answer().orElse("");
        String reference =
                item.detail().map(detail -> detail.references().get(0)).orElse(output);
        int from = 0;
        int most = Math.min(output.length(), reference.length());
        while (from < most && output.charAt(from) == reference.charAt(from)) {
            from++;
        }
        int same = 0;
        while (same < most - from
                && output.charAt(output.length() - 1 - same) == reference.charAt(reference.length() - 1 - same)) {
            same++;
        }
        if (from == output.length() && output.length() == reference.length()) {
            return quote("none");
        }
        int start = boundary(output, Math.max(0, from - BEFORE_DIFFERENCE));
        int begin = boundary(output, from);
        int end = Math.max(begin, boundary(output, output.length() - same));
        String changed = output.substring(begin, end);
        return Tag.of("span", (start > 0 ? "[…] " : "") + output.substring(start, begin))
                .classed("quote")
                .add(Tag.of("mark", changed.isEmpty() ? "(missing)" : shortened(changed)));
    }

    private static int boundary(String text, int index) {
        return index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }

    private static Tag quote(String text) {
        return Tag.of("span", text).classed("quote");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, boundary(text, LONGEST)) + " […]";
    }
}
