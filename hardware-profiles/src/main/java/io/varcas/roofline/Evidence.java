package io.varcas.roofline;

/** The quality of knowledge about the kernels of a deployment, best first. */
public enum Evidence {
    /** They were measured, operation by operation, on this accelerator. */
    MEASURED("measured on this accelerator"),
    /** They were measured on another accelerator, or in another version of the engine. */
    TRANSFERRED("measured on other accelerators"),
    /** They were not measured: their efficiencies are assumptions. */
    ASSUMED("not measured"),
    /** Nothing of the accelerator's platform was measured. */
    NONE("not calibrated for this platform");

    private final String text;

    Evidence(String text) {
        this.text = text;
    }

    /** Returns it as shown. */
    public String text() {
        return text;
    }

    /** Returns the weaker of two. */
    Evidence and(Evidence other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
