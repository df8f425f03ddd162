package io.varcas.accuracy.model;

import io.varcas.accuracy.ScorerResources;
import io.varcas.accuracy.reference.ModelRequest;
import io.varcas.accuracy.reference.Provider;
import io.varcas.accuracy.reference.ProviderClient;
import io.varcas.accuracy.reference.ProviderException;
import io.varcas.setting.GroundTruthSettings;
import io.varcas.setting.type.SettingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** A model that judges outputs: greedily, by a prompt of this project. */
final class Judge {

    /** Source: MT-Bench (Zheng et al. 2023), which allows its judges 2048 tokens. */
    private static final int MAX_TOKENS = 2048;

    private static final int HASH_CHARACTERS = 12;

    private final ProviderClient client;
    private final String model;

    private Judge(ProviderClient client, String model) {
        this.client = client;
        this.model = model;
    }

    /**
     * Finds the judge that the settings name.
     *
     * @throws SettingException if they name none, or its key is missing
     */
    static Judge of(String scorer, ScorerResources resources) {
        String provider = resources
                .settings()
                .find(GroundTruthSettings.JUDGE)
                .orElseThrow(() -> new SettingException("scorer " + scorer + " needs a judge: set "
                        + GroundTruthSettings.JUDGE.name() + " to openai, moonshot, anthropic or a URL, and "
                        + GroundTruthSettings.JUDGE_MODEL.name()));
        String model = resources
                .settings()
                .find(GroundTruthSettings.JUDGE_MODEL)
                .orElseThrow(() -> new SettingException("scorer " + scorer + " needs a judge: set "
                        + GroundTruthSettings.JUDGE_MODEL.name() + " to the name of its model"));
        return new Judge(new ProviderClient(Provider.of(provider), resources.environment()), model);
    }

    /** Returns the verdict on a filled-in prompt. */
    String ask(String prompt) throws ProviderException, InterruptedException {
        return client.ask(new ModelRequest(model, prompt, 0, MAX_TOKENS)).text();
    }

    /** Returns the judge's identity and the hash of its prompt, which belong to every score. */
    String identity(String template) {
        return client.provider().name() + " " + model + ", prompt " + hash(template);
    }

    /** Fills in a prompt: all values at once, so that no value can fill in another. */
    static String filled(String template, Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
            int close = template.indexOf('}', open);
            filled.append(template, at, open).append(values.get(template.substring(open + 1, close)));
            at = close + 1;
        }
        return filled.append(template.substring(at)).toString();
    }

    private static String hash(String template) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(template.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
