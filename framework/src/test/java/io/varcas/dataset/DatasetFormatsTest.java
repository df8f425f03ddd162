package io.varcas.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetFormatsTest {

    private static final long MS = 1_000_000;

    private static DatasetSpec sample(String name) {
        return DatasetSpec.of("io/varcas/dataset/" + name);
    }

    private static List<DatasetEntry> read(DatasetSpec spec) {
        List<DatasetEntry> entries = new ArrayList<>();
        try (Dataset data = Dataset.open(spec, DatasetFormatsTest.class.getClassLoader())) {
            for (Optional<DatasetEntry> entry = data.next(); entry.isPresent(); entry = data.next()) {
                entries.add(entry.get());
            }
        }
        return entries;
    }

    private static List<Long> times(List<DatasetEntry> entries) {
        return entries.stream().map(entry -> entry.atNanos().orElse(-1)).toList();
    }

    private static List<Integer> inputs(List<DatasetEntry> entries) {
        return entries.stream().map(entry -> entry.inputTokens().orElse(-1)).toList();
    }

    private static List<Integer> outputs(List<DatasetEntry> entries) {
        return entries.stream().map(entry -> entry.outputTokens().orElse(-1)).toList();
    }

    private static List<ChatPrompt> prompts(List<DatasetEntry> entries) {
        return entries.stream().flatMap(entry -> entry.prompt().stream()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "azure-2023.csv, azure, 3",
        "azure-2024.csv, azure, 3",
        "azure-ms.csv, azure, 2",
        "burstgpt.csv, burstgpt, 3",
        "mooncake.jsonl, mooncake, 2",
        "sharegpt.json, sharegpt, 2",
        "mlperf.json, mlperf, 2",
        "mlperf.csv, mlperf, 2",
        "vllm-custom.jsonl, records, 3",
        "records.jsonl, records, 3",
        "records.csv, records, 2",
        "times.csv, records, 3",
        "templates.json, templates, 1000",
        "harness-trace.json, harness-trace, 2",
        "harness-result.json, harness-result, 2",
        "vllm-0.10.txt, vllm-log, 2",
        "vllm-0.20.txt, vllm-log, 2",
        "prometheus.json, prometheus, 10"
    })
    void recognisesEveryLayout(String file, String format, int entries) {
        try (Dataset data = Dataset.open(sample(file), getClass().getClassLoader())) {
            assertThat(data.format()).isEqualTo(format);
        }
        assertThat(read(sample(file))).hasSize(entries);
    }

    @Test
    void aTraceOfTimesAloneLeavesPromptsAndLengthsOpen() {
        List<DatasetEntry> entries = read(sample("times.csv"));
        assertThat(times(entries)).containsExactly(0L, 500 * MS, 1_250 * MS);
        assertThat(inputs(entries)).containsOnly(-1);
        assertThat(prompts(entries)).isEmpty();
    }

    @Test
    void azureTimesAreDatesOfBothLayoutsAndMilliseconds() {
        assertThat(times(read(sample("azure-2023.csv")))).containsExactly(0L, 52 * MS, 100 * MS);
        assertThat(inputs(read(sample("azure-2023.csv")))).containsExactly(4808, 3180, 110);
        assertThat(outputs(read(sample("azure-2023.csv")))).containsExactly(10, 8, 27);
        assertThat(times(read(sample("azure-2024.csv")))).containsExactly(0L, 29_930_000L, 1_020 * MS);
        assertThat(times(read(sample("azure-ms.csv")))).containsExactly(0L, 250 * MS);
    }

    @Test
    void burstGptLeavesOutFailuresAndKeepsModelsAsParts() {
        List<DatasetEntry> entries = read(sample("burstgpt.csv"));
        assertThat(times(entries)).containsExactly(0L, 40_000 * MS, 113_500 * MS);
        assertThat(entries).extracting(DatasetEntry::part).containsExactly("ChatGPT", "ChatGPT", "GPT-4");
        assertThat(outputs(entries)).containsExactly(18, 230, 203);
    }

    @Test
    void mooncakeKeepsItsBlocks() {
        List<DatasetEntry> entries = read(sample("mooncake.jsonl"));
        assertThat(times(entries)).containsExactly(0L, 3052 * MS);
        assertThat(entries.get(1).blocks()).containsExactly(46L, 47L, 2353L);
        assertThat(inputs(entries)).containsExactly(600, 1030);
    }

    @Test
    void shareGptGivesTheFirstTurnWithItsReference() {
        List<DatasetEntry> entries = read(sample("sharegpt.json"));
        assertThat(prompts(entries))
                .containsExactly(ChatPrompt.of("Name a prime."), ChatPrompt.of("Be brief.", "Capital of France?"));
        assertThat(entries)
                .extracting(DatasetEntry::answer)
                .containsExactly(Optional.of("Seven is a prime number."), Optional.of("Paris."));
    }

    @Test
    void shareGptGivesLaterTurnsWithTheirHistory() {
        List<DatasetEntry> entries = read(sample("sharegpt.json").turns(2));
        assertThat(entries).hasSize(3);
        assertThat(prompts(entries).get(1))
                .isEqualTo(new ChatPrompt(List.of(
                        ChatMessage.user("Name a prime."),
                        ChatMessage.assistant("Seven is a prime number."),
                        ChatMessage.user("And the next one?"))));
        assertThat(entries.get(1).answer()).hasValue("Eleven.");
    }

    @Test
    void mlperfKeepsInstructionsAndSystemPrompts() {
        assertThat(prompts(read(sample("mlperf.json"))))
                .containsExactly(
                        ChatPrompt.of("Summarize the following news article:\n\nA cat sat on a mat."),
                        ChatPrompt.of("It rained."));
        assertThat(outputs(read(sample("mlperf.json")))).containsExactly(-1, 2);
        assertThat(prompts(read(sample("mlperf.csv"))))
                .containsExactly(ChatPrompt.of("You are helpful.", "What is 2, plus 2?"), ChatPrompt.of("Why\nso?"));
    }

    @Test
    void vllmCustomDataHavePromptsAndPerhapsLengths() {
        List<DatasetEntry> entries = read(sample("vllm-custom.jsonl").as("vllm-custom"));
        assertThat(prompts(entries)).hasSize(3).contains(ChatPrompt.of("What is the capital of Iran?"));
        assertThat(outputs(entries)).containsExactly(10, 1520, -1);
    }

    @Test
    void recordsMayHavePromptsOrLengths() {
        List<DatasetEntry> entries = read(sample("records.jsonl"));
        assertThat(times(entries)).containsExactly(0L, 1_250 * MS, 1_750 * MS);
        assertThat(prompts(entries)).containsExactly(ChatPrompt.of("One plus one?"), ChatPrompt.of("Be brief.", "Hi."));
        assertThat(outputs(entries)).containsExactly(4, 7, 20);
        assertThat(entries.get(0).part()).isEqualTo("sums");
        assertThat(entries.get(0).answer()).hasValue("2");
        assertThat(entries.get(2).inputTokens()).hasValue(100);
        assertThat(outputs(read(sample("records.csv")))).containsExactly(10, -1);
    }

    @Test
    void harnessFilesKeepPromptsTimesAndAnswers() {
        List<DatasetEntry> trace = read(sample("harness-trace.json"));
        assertThat(times(trace)).containsExactly(0L, 1_750 * MS);
        assertThat(trace).extracting(DatasetEntry::part).containsExactly("chat", "rag");
        assertThat(outputs(trace)).containsExactly(20, 30);
        assertThat(inputs(trace)).as("letters divided by four are no tokens").containsExactly(-1, -1);
        List<DatasetEntry> result = read(sample("harness-result.json"));
        assertThat(times(result)).containsExactly(0L, 500 * MS);
        assertThat(result)
                .extracting(DatasetEntry::answer)
                .containsExactly(Optional.of("Hello there"), Optional.empty());
        assertThat(result.get(1).outputTokens()).isEqualTo(OptionalInt.empty());
    }

    @Test
    void vllmLogsGiveTimesLengthsAndThePromptsThatWereLogged() {
        List<DatasetEntry> old = read(sample("vllm-0.10.txt"));
        assertThat(times(old)).containsExactly(0L, 2_000 * MS);
        assertThat(prompts(old)).containsExactly(ChatPrompt.of("It's a \"test\"\nof \u00e9"), ChatPrompt.of("Don't"));
        assertThat(outputs(old)).containsExactly(16, 8);
        assertThat(inputs(old)).containsExactly(4, -1);
        List<DatasetEntry> recent = read(sample("vllm-0.20.txt"));
        assertThat(times(recent)).containsExactly(0L, 1_000 * MS);
        assertThat(prompts(recent)).containsExactly(ChatPrompt.of("<|user|>Hi"));
        assertThat(outputs(recent)).containsExactly(32, 64);
    }
}
