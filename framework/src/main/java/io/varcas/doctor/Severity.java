package io.varcas.doctor;

import java.util.Locale;

/** The severity of a difference between the value found and the value wanted, from harmless to harmful. */
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
