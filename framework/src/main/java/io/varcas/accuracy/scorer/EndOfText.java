package io.varcas.accuracy.scorer;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.annotation.GroundTruth;
import java.util.List;

/**
 * End of the output: 1 if the model ended it (finish reason {@code stop} or {@code tool_calls}) and its text has no end mark of a
 * model, which the server should have ended at; else 0.
 */
public final class EndOfText implements Scorer {

    /** End marks of Llama 2 and 3, ChatML (Qwen), GPT-2, Gemma, Phi and Mistral. */
    private static final List<String> MARKS =
            List.of("</s>", "<|eot_id|>", "<|end_of_text|>", "<|im_end|>", "<|endoftext|>", "<end_of_turn>", "<|end|>");

    @Override
    public String name() {
        return GroundTruth.END;
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        for (String mark : MARKS) {
            if (output.text().contains(mark)) {
                return new Grade.Scored(0, "the text contains " + mark);
            }
        }
        String reason = output.finishReason().orElse("none");
        return Grade.of(reason.equals("stop") || reason.equals("tool_calls"), "finish reason " + reason);
    }
}
