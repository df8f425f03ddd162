package io.varcas.result;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.varcas.metric.Origin;
import io.varcas.record.Outcome;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.type.Durations;
import io.varcas.stages.Stage;
import io.varcas.stages.StageBreakdown;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/** Words in JSON: outcomes, layers, weights and durations are written as people read them. */
final class WordJson {

    private WordJson() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("words");
        ResultJson.text(module, Duration.class, Durations::format, Durations::parse);
        ResultJson.text(
                module,
                Validity.Weight.class,
                weight -> weight.name().toLowerCase(Locale.ROOT),
                text -> MetricJson.constant(Validity.Weight.class, "", text.toUpperCase(Locale.ROOT)));
        ResultJson.text(
                module,
                Origin.class,
                Origin::label,
                text -> MetricJson.constant(Origin.class, "", text.toUpperCase(Locale.ROOT)));
        ResultJson.text(
                module,
                StageBreakdown.Source.class,
                StageBreakdown.Source::label,
                text -> Arrays.stream(StageBreakdown.Source.values())
                        .filter(source -> source.label().equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is no source of stages")));
        module.addKeySerializer(
                Stage.class, ResultJson.writer(Stage.class, (stage, json) -> json.writeFieldName(stage.label())));
        module.addKeyDeserializer(Stage.class, key(Stage::of));
        module.addKeySerializer(Outcome.class, keyWriter());
        module.addKeyDeserializer(
                Outcome.class,
                key(text -> MetricJson.constant(
                        Outcome.class,
                        "an outcome",
                        text.toUpperCase(Locale.ROOT).replace('-', '_'))));
        module.addSerializer(
                ResolvedSettings.Value.class, ResultJson.writer(ResolvedSettings.Value.class, WordJson::writeSetting));
        module.addDeserializer(
                ResolvedSettings.Value.class,
                ResultJson.reader(
                        ResolvedSettings.Value.class,
                        node -> new ResolvedSettings.Value(
                                node.path("value").asText(),
                                layer(node.path("from").asText()))));
        return module;
    }

    private static KeyDeserializer key(Function<String, Object> reading) {
        return new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) throws IOException {
                try {
                    return reading.apply(key);
                } catch (IllegalArgumentException fault) {
                    throw new JsonMappingException(context.getParser(), String.valueOf(fault.getMessage()), fault);
                }
            }
        };
    }

    private static com.fasterxml.jackson.databind.JsonSerializer<Outcome> keyWriter() {
        return ResultJson.writer(Outcome.class, (outcome, json) -> json.writeFieldName(outcome.label()));
    }

    private static void writeSetting(ResolvedSettings.Value value, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("value", value.text());
        json.writeStringField("from", value.layer().label());
        json.writeEndObject();
    }

    static Layer layer(String label) {
        return Arrays.stream(Layer.values())
                .filter(layer -> layer.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + label + "\" is no layer of settings"));
    }
}
