package io.varcas.request;

/**
 * A text and its length.
 *
 * @param text the text
 * @param tokens its length in tokens; how that is known, its costs say
 */
public record MeasuredText(String text, int tokens) {}
