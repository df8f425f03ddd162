package io.varcas.doctor;

/**
 * A value to write into a file of the kernel. It holds until the machine restarts, and is undone by writing the old value.
 *
 * @param path path of the file below the root, without a slash at its begin
 * @param value what to write
 */
public record FileChange(String path, String value) {}
