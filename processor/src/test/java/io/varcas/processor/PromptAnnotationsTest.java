package io.varcas.processor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What prompts, mixes, conversations and sampling fields may say. */
class PromptAnnotationsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@PromptText(content = Content.RAG, prefixes = 10, prefixShare = 0.3)",
                "@PromptText(content = Content.CHAT, system = \"Be brief.\", history = 3)",
                "@Session(turns = 4, pause = 0.5)",
                "@Mix({\"chat 60 inputTokens=50\", \"rag 40 prompt.content=rag inputTokens.mean=2500\"})",
                "@Sampling(topK = 40, minP = 0.05, repetitionPenalty = 1.1, minTokens = 3, seed = 7, fields = \"priority=1\")",
            })
    void acceptsWhatFits(String annotation) {
        Expect.accepted(chat(annotation));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@PromptText(prefixShare = /*SET001*/1.5) | prompt.prefixShare = \"1.5\": must be a number from 0.001 to 0.999;"
                        + " did you mean 0.999?",
                "@Session(turns = /*SET001*/0) | session.turns = \"0\": must be a whole number from 1 to 10000; did you mean 1?",
                "@Sampling(fields = /*SET001*/\"prioritty=1\") | sampling.fields: vLLM knows no field \"prioritty\" and would"
                        + " ignore it; did you mean \"priority\"?",
                "@Mix(/*SET001*/{\"chat none\"}) | mix: part \"chat none\": weight none must be a number greater than 0",
            })
    void refusesWhatDoesNot(String annotation, String text) {
        Expect.refused(chat(annotation), text);
    }

    private static String chat(String annotation) {
        return """
                package a;
                import io.varcas.annotation.*;
                @Workload
                %s
                class Chat {}
                """.formatted(annotation);
    }
}
