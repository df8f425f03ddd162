package io.varcas.simulator;

import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.GroundTruthReader;
import io.varcas.setting.type.SettingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The outputs of the simulated model: from a file, or random words. */
@FunctionalInterface
public interface GivenOutputs {

    /** Never has an output: every one is random words. */
    GivenOutputs NONE = prompt -> Optional.empty();

    /**
     * Returns the response to a prompt. Called on the thread that serves HTTP, so it must not wait for anything.
     *
     * @param prompt the last message of a conversation, or the text to complete
     */
    Optional<String> to(String prompt);

    /**
     * Returns responses from a table.
     *
     * @param answerByPrompt output by prompt
     */
    static GivenOutputs of(Map<String, String> answerByPrompt) {
        Map<String, String> table = Map.copyOf(answerByPrompt);
        return prompt -> Optional.ofNullable(table.get(prompt));
    }

    /**
     * Returns the responses of a file of ground truth: to each prompt its first reference.
     *
     * @param name file, or resource on the class path; the file wins
     * @throws SettingException if it is no ground truth; the message names it
     */
    static GivenOutputs ofGroundTruth(String name) {
        Map<String, String> answers = new HashMap<>();
        for (GroundTruthItem item : GroundTruthReader.read(name, GivenOutputs.class.getClassLoader())
                .items()) {
            answers.putIfAbsent(item.prompt(), item.references().get(0));
        }
        return of(answers);
    }
}
