package io.varcas.workload;

import io.varcas.annotation.Content;
import io.varcas.setting.Layer;
import io.varcas.setting.LengthSettings;
import io.varcas.setting.MixPart;
import io.varcas.setting.PromptSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import io.varcas.workload.ObservedLengths.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Decides what prompts and outputs are like: of the workload, or of each part of a mix. */
final class PartResolver {

    private static final List<LengthSettings> LENGTHS = List.of(Settings.INPUT_TOKENS, Settings.OUTPUT_TOKENS);

    private final ObservedLengths observed;

    private PartResolver(ObservedLengths observed) {
        this.observed = observed;
    }

    static List<TrafficPart> resolve(ResolvedSettings settings, ObservedLengths observed) {
        return new PartResolver(observed).parts(settings);
    }

    private List<TrafficPart> parts(ResolvedSettings settings) {
        List<MixPart> mix = settings.get(PromptSettings.MIX);
        if (mix.isEmpty()) {
            return List.of(part("", 1, settings));
        }
        refuseWhatNoPartHeeds(settings, mix);
        return mix.stream()
                .map(part -> part(part.name(), part.weight(), overlaid(settings, part)))
                .toList();
    }

    private TrafficPart part(String name, double weight, ResolvedSettings settings) {
        try {
            LengthResolver input = new LengthResolver(settings, Settings.INPUT_TOKENS);
            LengthResolver output = new LengthResolver(settings, Settings.OUTPUT_TOKENS);
            boolean paired = input.data().isPresent() && input.data().equals(output.data());
            return new TrafficPart(
                    name,
                    weight,
                    input.lengths(file -> observed.read(file, Side.INPUT, paired)),
                    output.lengths(file -> observed.read(file, Side.OUTPUT, paired)),
                    paired,
                    prompt(settings));
        } catch (SettingException fault) {
            throw name.isEmpty() ? fault : new SettingException("mix: part " + name + ": " + fault.getMessage());
        }
    }

    private static PromptSpec prompt(ResolvedSettings settings) {
        Content content = settings.get(PromptSettings.CONTENT);
        int history = settings.get(PromptSettings.HISTORY);
        if (history > 0 && content != Content.CHAT) {
            throw new SettingException("prompt.history = " + history + " has no use with prompt.content = "
                    + content.name().toLowerCase(Locale.ROOT)
                    + "; set prompt.content = chat, or leave prompt.history out");
        }
        return new PromptSpec(
                content,
                settings.get(PromptSettings.PREFIXES),
                settings.get(PromptSettings.PREFIX_SHARE),
                settings.find(PromptSettings.SYSTEM).filter(system -> !system.isBlank()),
                history);
    }

    /** A part that says anything about a length says all of it. */
    private static ResolvedSettings overlaid(ResolvedSettings settings, MixPart part) {
        Map<String, ResolvedSettings.Value> values = new LinkedHashMap<>(settings.values());
        LENGTHS.stream()
                .filter(length -> part.hasAny(length.all()))
                .flatMap(length -> length.all().stream())
                .forEach(setting -> values.remove(setting.name()));
        Layer layer = settings.layerOf(PromptSettings.MIX);
        part.settings().forEach((name, text) -> values.put(name, new ResolvedSettings.Value(text, layer)));
        return ResolvedSettings.resolved(values);
    }

    /** Whoever sets a length on the command line must not be overruled by an annotated mix without a word. */
    private static void refuseWhatNoPartHeeds(ResolvedSettings settings, List<MixPart> mix) {
        Layer chosen = settings.layerOf(PromptSettings.MIX);
        for (LengthSettings length : LENGTHS) {
            Layer layer = settings.strongest(length.all());
            if (layer.compareTo(chosen) < 0 && mix.stream().allMatch(part -> part.hasAny(length.all()))) {
                String name = length.fixed().name();
                throw new SettingException(name + " is set (" + layer.label()
                        + "), but every part of the mix has its own; set mix, or mix = none");
            }
        }
    }
}
