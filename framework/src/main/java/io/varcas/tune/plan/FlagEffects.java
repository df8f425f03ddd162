package io.varcas.tune.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.document.Document;
import io.varcas.document.Fields;
import io.varcas.roofline.VllmVersion;
import io.varcas.sizing.VllmFlagCatalog;
import io.varcas.text.TextTable;
import io.varcas.tune.plan.FlagEffect.Evidence;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of what each flag of vLLM is expected to change: claims and measurements of others, with their sources. Plans do not use
 * it; they predict.
 *
 * @param effects entries in their order
 */
public record FlagEffects(List<FlagEffect> effects) {

    /** Copies the entries. */
    public FlagEffects {
        effects = List.copyOf(effects);
    }

    /** Reads the bundled table. */
    public static FlagEffects bundled() {
        List<FlagEffect> effects = new ArrayList<>();
        for (Document document : Document.bundled(FlagEffects.class, "flag-effects")) {
            Fields fields = Fields.of(document);
            fields.text("kind");
            for (Fields entry : fields.children("effects")) {
                effects.add(new FlagEffect(
                        entry.text("flag"),
                        entry.text("effect"),
                        entry.constant("evidence", Evidence.class),
                        entry.text("source"),
                        entry.text("version"),
                        entry.text("asOf")));
                entry.findUnknown();
            }
            fields.findUnknown();
            fields.raise();
        }
        return new FlagEffects(effects);
    }

    /**
     * Returns the table as text.
     *
     * @param flags flags by version
     * @param version version whose flags are marked
     */
    public List<String> lines(VllmFlagCatalog flags, VllmVersion version) {
        TextTable table =
                new TextTable("flag", "expected change", "evidence", "of vLLM", "in " + version, "plans", "source");
        for (FlagEffect effect : effects) {
            table.row(
                    effect.flag(),
                    effect.effect(),
                    effect.evidence().label(),
                    effect.version(),
                    isAccepted(effect, flags, version) ? "yes" : "no",
                    effect.isModelled() ? "predict it" : "leave it",
                    effect.source() + ", " + effect.asOf());
        }
        return table.lines();
    }

    /**
     * Returns the table as JSON.
     *
     * @param flags flags by version
     * @param version version whose flags are marked
     */
    public String json(VllmFlagCatalog flags, VllmVersion version) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode()
                .put("schemaVersion", PlanJson.SCHEMA_VERSION)
                .put("kind", "flag-effects")
                .put("version", version.toString());
        ArrayNode array = root.putArray("effects");
        for (FlagEffect effect : effects) {
            array.addObject()
                    .put("flag", effect.flag())
                    .put("effect", effect.effect())
                    .put("evidence", effect.evidence().label())
                    .put("ofVersion", effect.version())
                    .put("isAccepted", isAccepted(effect, flags, version))
                    .put("isModelled", effect.isModelled())
                    .put("source", effect.source())
                    .put("asOf", effect.asOf());
        }
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the table cannot be written as JSON", e);
        }
    }

    /**
     * Returns the table as Markdown, for the documentation.
     *
     * @param flags flags by version
     * @param version version whose flags are marked
     */
    List<String> markdown(VllmFlagCatalog flags, VllmVersion version) {
        List<String> lines = new ArrayList<>();
        lines.add("| flag | expected change | evidence | of vLLM | in " + version + " | predicted by plans |");
        lines.add("|---|---|---|---|---|---|");
        for (FlagEffect effect : effects) {
            lines.add("| `" + effect.flag() + "` | " + effect.effect() + " | "
                    + effect.evidence().label() + " | " + effect.version() + " | "
                    + (isAccepted(effect, flags, version) ? "yes" : "no") + " | "
                    + (effect.isModelled() ? "yes" : "no") + " |");
        }
        return lines;
    }

    private static boolean isAccepted(FlagEffect effect, VllmFlagCatalog flags, VllmVersion version) {
        return flags.refusal(version, "--" + effect.flag()).isEmpty();
    }
}
