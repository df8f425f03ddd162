package io.varcas.simulator;

/** Writes a page in the Prometheus text format; every sample carries the labels that all of vLLM's do. */
final class Exposition {

    private final StringBuilder page = new StringBuilder(16_384);
    private final String model;
    private String labels;

    /**
     * Starts a page.
     *
     * @param model served model name
     */
    Exposition(String model) {
        this.model = escaped(model);
        labels = labels(0);
    }

    /** Lets the samples that follow be of an engine. */
    Exposition engine(int place) {
        labels = labels(place);
        return this;
    }

    /** Starts a family. */
    Exposition family(String name, String type, String help) {
        page.append("# HELP ").append(name).append(' ').append(help).append('\n');
        page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    Exposition sample(String name, double value) {
        page.append(name).append(labels).append("} ").append(value).append('\n');
        return this;
    }

    Exposition sample(String name, String label, String labelValue, double value) {
        page.append(name).append(labels).append(',').append(label).append("=\"").append(escaped(labelValue));
        page.append("\"} ").append(value).append('\n');
        return this;
    }

    /** Adds a sample without labels. */
    Exposition plain(String name, double value) {
        page.append(name).append(' ').append(value).append('\n');
        return this;
    }

    /** Adds a line as it is. */
    void line(String line) {
        page.append(line).append('\n');
    }

    String text() {
        return page.toString();
    }

    private String labels(int engine) {
        return "{engine=\"" + engine + "\",model_name=\"" + model + "\"";
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
