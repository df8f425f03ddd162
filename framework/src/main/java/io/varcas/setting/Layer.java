package io.varcas.setting;

/** Place that a setting's value comes from; the constants stand in the order in which they win. */
public enum Layer {
    /** A flag, or {@code -p name=value}. */
    COMMAND_LINE("command line"),
    /** The file given by {@code -config}. */
    CONFIG_FILE("configuration file"),
    /** The recorded trace that is replayed. */
    TRACE("recorded trace"),
    /** An annotation of the workload. */
    ANNOTATION("annotation"),
    /** The documented default. */
    DEFAULT("default");

    private final String label;

    Layer(String label) {
        this.label = label;
    }

    /** Returns the name for people and for results. */
    public String label() {
        return label;
    }
}
