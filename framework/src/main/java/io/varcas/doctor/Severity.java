package io.varcas.doctor;

import java.util.Locale;

/** How a value that was found compares with the one that is wanted, from harmless to harmful. */
public enum Severity {
    /** As wanted. */
    OK,
    /** No value is wanted; it is recorded, because numbers depend on it. */
    RECORDED,
    /** It could not be read. */
    UNKNOWN,
    /** Numbers vary more or are lower than they could be. */
    WARNING,
    /** Numbers are wrong, or requests fail. */
    ERROR;

    /** Returns the word in reports: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
