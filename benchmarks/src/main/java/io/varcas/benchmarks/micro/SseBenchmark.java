package io.varcas.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.varcas.client.Response;
import io.varcas.client.ResponseReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of one chunk of a streamed response, from the socket's bytes to the timeline: scanning, classifying and
 * taking the timestamp, with the cost of the request's record shared among its chunks. {@code gc.alloc.rate.norm} of
 * {@code -prof gc} is bytes per event.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar org.openjdk.jmh.Main SseBenchmark -prof gc
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SseBenchmark {

    private static final int TOKENS = 253;

    /** Role, tokens, finish, usage. */
    private static final int EVENTS = TOKENS + 3;

    private static final String HEAD =
            "data: {\"id\":\"chatcmpl-b01169a7df1de591\",\"object\":\"chat.completion.chunk\",\"created\":1795327860,"
                    + "\"model\":\"meta-llama/Llama-3.1-8B-Instruct\",\"choices\":[";

    /** Chunks per read: one, as in a paced stream, or all. */
    @Param({"one", "all"})
    public String eventsPerRead = "one";

    private final List<ByteBuffer> reads = new ArrayList<>();
    private @Nullable Response answer;

    /** Makes the response's bytes. */
    @Setup
    public void makeAnswer() {
        List<String> events = new ArrayList<>();
        events.add(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        for (int i = 0; i < TOKENS; i++) {
            events.add(chunk("{\"content\":\" hello\"}", "null"));
        }
        events.add(chunk("{}", "\"length\""));
        events.add(HEAD + "],\"usage\":{\"prompt_tokens\":42,\"total_tokens\":295,\"completion_tokens\":253}}\n\n"
                + "data: [DONE]\n\n");
        if (eventsPerRead.equals("all")) {
            events = List.of(String.join("", events));
        }
        events.forEach(event -> reads.add(ByteBuffer.wrap(event.getBytes(UTF_8)).asReadOnlyBuffer()));
    }

    /** Reads one response. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public @Nullable Response readAnswer() {
        ResponseReader reader = new ResponseReader(0, EVENTS, false, read -> answer = read);
        reader.head(1, 200, "text/event-stream; charset=utf-8");
        long nanos = 1;
        for (ByteBuffer read : reads) {
            read.rewind();
            reader.bytes(nanos++, read);
        }
        reader.ended(nanos);
        return answer;
    }

    private static String chunk(String delta, String finish) {
        return HEAD + "{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finish
                + ",\"token_ids\":null}]}\n\n";
    }
}
