package io.varcas.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.dataset.file.DatasetException;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them: each is read for what it is, or what is not used of it is named. */
class DatasetDialectsTest {

    private static final long MS = 1_000_000;

    @TempDir
    Path folder;

    private record Found(String format, List<DatasetEntry> entries, DatasetStatistics tally) {

        List<Long> times() {
            return entries.stream().map(entry -> entry.atNanos().orElse(-1)).toList();
        }

        List<String> texts() {
            return entries.stream()
                    .flatMap(entry -> entry.prompt().stream())
                    .map(prompt ->
                            prompt.messages().get(prompt.messages().size() - 1).content())
                    .toList();
        }

        Map<String, Long> notes() {
            return tally.notes();
        }
    }

    private static Found read(DatasetSpec spec) {
        List<DatasetEntry> entries = new ArrayList<>();
        try (Dataset data = Dataset.open(spec, DatasetDialectsTest.class.getClassLoader())) {
            for (Optional<DatasetEntry> entry = data.next(); entry.isPresent(); entry = data.next()) {
                entries.add(entry.get());
            }
            return new Found(data.format(), entries, data.tally());
        }
    }

    private static DatasetSpec sample(String name) {
        return DatasetSpec.of("io/varcas/dataset/cases/" + name);
    }

    private DatasetSpec file(String name, String text) throws IOException {
        return DatasetSpec.of(Files.writeString(folder.resolve(name), text).toString());
    }

    @Test
    void bailiansTimesAreSecondsAndItsBlocksHaveSixteenTokens() {
        Found found = read(sample("b1-bailian.jsonl"));
        assertThat(found.format()).isEqualTo("bailian");
        assertThat(found.times()).containsExactly(0L, 1_500 * MS, 3_000 * MS);
        assertThat(found.entries()).extracting(DatasetEntry::blockTokens).containsOnly(16);
        assertThat(found.entries()).extracting(DatasetEntry::part).containsExactly("text", "text", "search");
        assertThat(found.notes())
                .containsEntry("field \"chat_id\" not used", 3L)
                .containsEntry("field \"parent_chat_id\" not used", 3L)
                .containsEntry("field \"turn\" not used", 3L);
    }

    @Test
    void bailianIsKnownByItsBlocksAloneOrAskedFor() throws IOException {
        String line = "{\"timestamp\": 1.5, \"input_length\": 40, \"output_length\": 8, \"hash_ids\": [1, 2, 3]}\n";
        assertThat(read(file("a.jsonl", line)).format()).isEqualTo("bailian");
        String brief = "{\"timestamp\": 1, \"input_length\": 10, \"output_length\": 8, \"hash_ids\": [1]}\n";
        assertThatThrownBy(() -> read(file("b.jsonl", brief + line)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("b.jsonl:2: 3 hash_ids for 40 tokens are blocks of 16 tokens")
                .hasMessageContaining("dataset.format = bailian");
        assertThat(read(file("b.jsonl", brief + line).as("bailian")).times()).containsExactly(0L, 500 * MS);
        assertThat(read(file("b.jsonl", brief + line).as("mooncake")).times()).containsExactly(0L, MS / 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"chat_id\":1,\"parent_chat_id\":-1,\"type\":\"text\",\"turn\":1",
                "\"chat_id\":1",
                "\"type\":\"text\",\"turn\":1"
            })
    void bailianIsKnownByItsFieldsWithoutBlocks(String fields) throws IOException {
        String line = "{%s,\"timestamp\":%s,\"input_length\":40,\"output_length\":8}\n";
        Found found = read(file("a.jsonl", line.formatted(fields, "61") + line.formatted(fields, "64.114")));
        assertThat(found.format()).isEqualTo("bailian");
        assertThat(found.times()).containsExactly(0L, 3_114 * MS);
    }

    @Test
    void bailianMayBeATable() throws IOException {
        String columns = "chat_id,parent_chat_id,timestamp,input_length,output_length,type,turn";
        Found plain = read(file("a.csv", columns + "\n1,-1,61.114,40,8,text,1\n2,1,62.114,40,8,text,2\n"));
        assertThat(plain.format()).isEqualTo("bailian");
        assertThat(plain.times()).containsExactly(0L, 1_000 * MS);
        Found blocks = read(file("b.csv", columns + ",hash_ids\n1,-1,61.114,40,8,text,1,\"[7, 8, 9]\"\n"));
        assertThat(blocks.entries().get(0).blocks()).containsExactly(7L, 8L, 9L);
        assertThat(read(file("c.csv", "timestamp,input_length,output_length,hash_ids\n1.5,40,8,7 8 9\n"))
                        .format())
                .isEqualTo("bailian");
        assertThatThrownBy(() -> read(file("d.csv", columns + ",hash_ids\n1,-1,61.114,40,8,text,1,\"[7, x]\"\n")))
                .hasMessageContaining("d.csv:2: \"hash_ids\" must be whole numbers, but x is none");
    }

    @Test
    void lengthsWithTimesAloneAreDecidedByFractionsAndNoted() throws IOException {
        String line = "{\"timestamp\": %s, \"input_length\": 40, \"output_length\": 8}\n";
        Found seconds = read(file("a.jsonl", line.formatted("0.5") + line.formatted("2")));
        assertThat(seconds.times()).containsExactly(0L, 1_500 * MS);
        assertThat(seconds.notes())
                .containsExactly(Map.entry(
                        "time read as seconds, because the first one has a fraction; set dataset.unit to change this",
                        2L));
        Found table = read(file("a.csv", "timestamp,input_length,output_length\n0.5,40,8\n2.0,40,8\n"));
        assertThat(table.times()).containsExactly(0L, 1_500 * MS);
        Found whole = read(file("b.jsonl", line.formatted("0") + line.formatted("2.0")));
        assertThat(whole.times()).containsExactly(0L, 2 * MS);
        assertThat(whole.tally().changes().keySet())
                .containsExactly("time read as milliseconds, as in Mooncake's traces; set dataset.unit to change this");
        DatasetSpec both = file("c.jsonl", line.formatted("0") + line.formatted("2.5"));
        assertThatThrownBy(() -> read(both))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("c.jsonl:2: \"timestamp\" = 2.5 has a fraction")
                .hasMessageContaining("dataset.format")
                .hasMessageContaining("dataset -unit");
        assertThat(read(both.in(TimeUnit.SECONDS)).times()).containsExactly(0L, 2_500 * MS);
        assertThat(read(both.in(TimeUnit.SECONDS)).notes()).isEmpty();
        assertThat(read(both.as("mooncake")).times()).containsExactly(0L, 2_500_000L);
    }

    @Test
    void mooncakesBlocksMakeItsTimesMillisecondsWithOrWithoutAFraction() throws IOException {
        String line = "{\"timestamp\": %s, \"input_length\": 600, \"output_length\": 8, \"hash_ids\": [1, 2]}\n";
        Found found = read(file("a.jsonl", line.formatted("0.5") + line.formatted("2.5")));
        assertThat(found.format()).isEqualTo("mooncake");
        assertThat(found.times()).containsExactly(0L, 2 * MS);
        assertThat(found.notes()).isEmpty();
    }

    @Test
    void textBesideLengthsIsSentAndTheLengthNamed() {
        Found mooncake = read(sample("b2-text_input.jsonl"));
        assertThat(mooncake.texts()).containsExactly("First message!", "Second message!");
        assertThat(mooncake.times()).containsExactly(0L, 100 * MS);
        assertThat(mooncake.notes()).containsExactly(Map.entry("field \"input_length\" not used", 2L));
        assertThat(mooncake.entries())
                .extracting(entry -> entry.outputTokens().orElse(-1))
                .containsExactly(5, 5);
        Found single = read(sample("b2-single_turn.jsonl"));
        assertThat(single.texts()).containsExactly("Write a haiku.", "Explain entropy.", "Summarize.");
        assertThat(single.entries())
                .extracting(entry -> entry.outputTokens().orElse(-1))
                .containsExactly(50, 500, -1);
    }

    @Test
    void sessionsAndDelaysAreNamed() throws IOException {
        Found found = read(file(
                "a.jsonl",
                "{\"session_id\": \"a\", \"delay\": 50, \"input_length\": 9, \"output_length\": 5,"
                        + " \"timestamp\": 0}\n"));
        assertThat(found.notes())
                .containsEntry("field \"session_id\" not used", 1L)
                .containsEntry("field \"delay\" not used", 1L);
    }

    @Test
    void shareGptMayHaveRolesAndContents() {
        Found found = read(sample("b4-roles.json"));
        assertThat(found.format()).isEqualTo("sharegpt");
        assertThat(found.texts()).containsExactly("Hi");
        assertThat(found.entries().get(0).answer()).hasValue("Hello");
    }

    @Test
    void shareGptKeepsWhatIsUsableAndCountsTheRestByReason() {
        Found tools = read(sample("b4-tools.json"));
        assertThat(tools.texts()).containsExactly("Hi");
        assertThat(tools.tally().unused()).isEqualTo(1);
        assertThat(tools.notes()).containsExactly(Map.entry("conversation left out: it calls tools", 1L));

        Found odd = read(sample("b4-odd.json"));
        assertThat(odd.texts()).containsExactly("Hi");
        assertThat(odd.entries().get(0).answer()).hasValue("Hello");
        assertThat(odd.tally().badLines()).isZero();
        assertThat(odd.notes())
                .containsOnly(
                        Map.entry("conversation left out: no turns", 1L),
                        Map.entry("conversation left out: a turn is no message", 1L),
                        Map.entry("turn of the model before the first of a human left out", 1L),
                        Map.entry("conversation left out: a turn has no text", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sharegpt", "vllm-sharegpt"})
    void aConversationWithoutAListIsCountedByReason(String format) throws IOException {
        Found found = read(file("a.json", """
                [{"id": "a", "conversations": null}, {"id": "b"},
                 {"id": "c", "conversations": [{"from": "human", "value": "Hello, who are you?"},
                                               {"from": "gpt", "value": "I am a language model."}]}]
                """).as(format).limit(1));
        assertThat(found.texts()).containsExactly("Hello, who are you?");
        assertThat(found.tally().unused()).isEqualTo(2);
        assertThat(found.tally().badLines()).isZero();
        assertThat(found.notes())
                .containsEntry(
                        format.equals("sharegpt")
                                ? "conversation left out: no list \"conversations\""
                                : "conversation left out, as vllm bench does: fewer than 2 turns",
                        2L);
    }

    @Test
    void aFileMayBeginWithAConversationWithoutAList() throws IOException {
        Found found = read(file("a.json", """
                [{"conversations": null}, {"conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Ho"}]}]
                """));
        assertThat(found.format()).isEqualTo("sharegpt");
        assertThat(found.texts()).containsExactly("Hi");
    }

    @Test
    void messagesMayBeListsPartsAndTexts() {
        assertThat(read(sample("b5-lists.jsonl")).texts()).containsExactly("A poem", "Paris?");
        assertThat(read(sample("b5-parts.jsonl")).entries().get(0).prompt()).hasValue(ChatPrompt.of("What is this?"));
        assertThat(read(sample("b5-strings.jsonl")).texts()).containsExactly("What is the weather?", "And tomorrow?");
    }

    @Test
    void callsOfToolsAreKeptAsTheyAreWritten() {
        Found found = read(sample("b5-tools.jsonl"));
        List<ChatMessage> messages =
                found.entries().get(0).prompt().orElseThrow().messages();
        assertThat(messages.get(0)).isEqualTo(ChatMessage.user("secret?"));
        assertThat(messages.get(1).json()).contains("\"content\":null", "\"tool_calls\":[{\"id\":\"1\"");
        assertThat(messages.get(2).json()).contains("\"tool_call_id\":\"1\"");
        assertThat(found.entries().get(0).outputTokens()).hasValue(5);
    }

    @Test
    void timesAreRelativeWhateverTheirUnit() {
        assertThat(read(sample("b7-negative.jsonl")).times()).containsExactly(0L, 5 * MS);
        Found azure = read(sample("b7-azure-ms.csv"));
        assertThat(azure.times()).containsExactly(0L, MS, 8 * MS, 10 * MS);
        Found epoch = read(sample("b7-epoch-us.jsonl"));
        assertThat(epoch.times()).containsExactly(0L, 500 * MS);
        assertThat(epoch.notes())
                .containsEntry("time read as microseconds since 1970; set dataset.unit to change this", 2L);
        assertThat(read(sample("b7-epoch-us.jsonl").in(TimeUnit.NANOSECONDS)).times())
                .containsExactly(0L, 500_000L);
    }

    @Test
    void failedRowsAreLeftOut() {
        Found found = read(sample("b7-burstgpt.csv"));
        assertThat(found.entries()).hasSize(4);
        assertThat(found.times()).containsExactly(0L, 862_914_000 * MS, 862_914_000 * MS, 862_914_000 * MS);
        assertThat(found.tally().unused()).isEqualTo(1);
    }

    @Test
    void aTimeThatIsNoNumberIsRefusedByLine() {
        assertThatThrownBy(() -> read(sample("b7-nan.jsonl")))
                .isInstanceOf(DatasetException.class)
                .hasMessage("io/varcas/dataset/cases/b7-nan.jsonl:2: \"timestamp\" = \"NaN\" is neither a number nor a"
                        + " date with its time, such as 2024-05-12 00:00:00");
    }

    @Test
    void theOrderOfTimesMattersOnlyWhereTheyAreUsed() throws IOException {
        String lines = "{\"prompt\": \"a\", \"timestamp\": 2}\n{\"prompt\": \"b\", \"timestamp\": 1}\n";
        DatasetSpec spec = file("a.jsonl", lines);
        assertThatThrownBy(() -> read(spec)).hasMessageContaining("sort the file by time");
        Found found = read(spec.withoutTimes());
        assertThat(found.texts()).containsExactly("a", "b");
        assertThat(found.notes())
                .containsEntry("times before that of an earlier line; sort the file by time to replay it", 1L);
    }

    @Test
    void logsOfServersAreKnownWithoutANameAndTokenizingIsNoRequest() throws IOException {
        Found found = read(file("server.log", """
            [banner] █ vLLM
            WARNING: no time here
            (APIServer pid=7) INFO 11-22 20:37:50 [api_server.py:1] Starting
            (APIServer pid=7) INFO 11-22 20:37:51 [logger.py:39] Received request tokn-1: params: None, lora_request: None.
            (APIServer pid=7) INFO 11-22 20:37:52 [logger.py:39] Received request chatcmpl-2: params: SamplingParams(n=1, max_tokens=16), lora_request: None.
            """));
        assertThat(found.format()).isEqualTo("vllm-log");
        assertThat(found.entries()).hasSize(1);
        assertThat(found.entries().get(0).outputTokens()).hasValue(16);
        assertThat(found.notes()).containsEntry("request that generates nothing, such as /tokenize, left out", 1L);
    }
}
