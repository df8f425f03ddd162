package io.varcas.profiler;

/**
 * A text kept whole beside the numbers.
 *
 * @param fileName file name, without folders
 * @param text what the file holds
 */
public record Attachment(String fileName, String text) {}
