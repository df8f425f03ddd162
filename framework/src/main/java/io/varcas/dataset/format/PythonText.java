package io.varcas.dataset.format;

/** Reads a text as Python's {@code repr} writes it. */
final class PythonText {

    private final String source;
    private int at;

    private PythonText(String source, int at) {
        this.source = source;
        this.at = at;
    }

    /**
     * Returns the text that begins at a quote.
     *
     * @param source holds it
     * @param from where its opening quote is
     * @throws IllegalArgumentException if there is no quote, or it is not closed
     */
    static String at(String source, int from) {
        return new PythonText(source, from).read();
    }

    private String read() {
        char quote = at < source.length() ? source.charAt(at) : ' ';
        if (quote != '\'' && quote != '"') {
            throw new IllegalArgumentException("the prompt is not in quotes");
        }
        StringBuilder text = new StringBuilder();
        at++;
        while (at < source.length() && source.charAt(at) != quote) {
            char letter = source.charAt(at++);
            if (letter == '\\' && at < source.length()) {
                escape(text);
            } else {
                text.append(letter);
            }
        }
        if (at >= source.length()) {
            throw new IllegalArgumentException("the quote of the prompt is not closed; the line was cut");
        }
        return text.toString();
    }

    private void escape(StringBuilder text) {
        char letter = source.charAt(at++);
        switch (letter) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case 'x' -> hexadecimal(text, 2);
            case 'u' -> hexadecimal(text, 4);
            case 'U' -> hexadecimal(text, 8);
            default -> text.append(letter);
        }
    }

    private void hexadecimal(StringBuilder text, int digits) {
        if (at + digits > source.length()) {
            throw new IllegalArgumentException("the line ends in an escape; it was cut");
        }
        int point = 0;
        for (int end = at + digits; at < end; at++) {
            int digit = Character.digit(source.charAt(at), 16);
            if (digit < 0) {
                throw new IllegalArgumentException("an escape of the prompt is not hexadecimal");
            }
            point = point << 4 | digit;
        }
        if (!Character.isValidCodePoint(point)) {
            throw new IllegalArgumentException("an escape of the prompt is no character");
        }
        text.appendCodePoint(point);
    }
}
