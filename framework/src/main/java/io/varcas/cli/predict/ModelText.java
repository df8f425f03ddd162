package io.varcas.cli.predict;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The shape that a model was read as, so that a misreading is seen. */
final class ModelText {

    private static final double BILLION = 1e9;

    private ModelText() {}

    static List<String> lines(ModelArchitecture model, KvPrecision kv) {
        List<String> lines = new ArrayList<>();
        double state = model.stateBytesPerSequence();
        lines.add(text(
                "Model: %.2f B parameters, %.2f B of them active for a token; KV cache of %s: %,.0f bytes a token%s",
                model.parameters() / BILLION,
                model.activeParameters() / BILLION,
                kv == KvPrecision.AUTO ? "16 bits" : kv.key(),
                model.kvBytesPerToken(kv),
                state == 0 ? "; no fixed state a sequence" : text("; fixed state: %,.0f bytes a sequence", state)));
        lines.add("  " + model.plan().describe() + "; published in " + published(model));
        model.notes().forEach(note -> lines.add("  NOTE: " + note));
        return lines;
    }

    static void json(ObjectNode node, ModelArchitecture model, KvPrecision kv) {
        node.put("id", model.id())
                .put("parameters", model.parameters())
                .put("activeParameters", model.activeParameters())
                .put("kvBytesPerToken", model.kvBytesPerToken(kv))
                .put("stateBytesPerSequence", model.stateBytesPerSequence())
                .put("layers", model.plan().describe())
                .put("publishedPrecision", published(model));
        model.notes().forEach(node.putArray("notes")::add);
    }

    private static String published(ModelArchitecture model) {
        @Nullable Precision shipped = model.shipped();
        return shipped == null ? "16 bits" : shipped.key();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
