package io.varcas.accuracy.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Asks a model for the references of prompts, several at once, each different prompt once. */
public final class ReferenceGenerator {

    private final ReferenceOptions options;
    private final ProviderClient client;
    private final InstantSource clock;

    /** Follows the generation; called by several threads. */
    @FunctionalInterface
    public interface Progress {

        /**
         * A prompt is done.
         *
         * @param done prompts done so far
         * @param total all prompts
         */
        void done(int done, int total);
    }

    /**
     * Creates a generator.
     *
     * @param options who is asked and how
     * @param environment variables of the process, where the key is
     * @throws io.varcas.setting.type.SettingException if the provider needs a key and there is none
     */
    public ReferenceGenerator(ReferenceOptions options, Map<String, String> environment) {
        this(options, new ProviderClient(options.provider(), environment), InstantSource.system());
    }

    ReferenceGenerator(ReferenceOptions options, ProviderClient client, InstantSource clock) {
        this.options = options;
        this.client = client;
        this.clock = clock;
    }

    /**
     * Asks.
     *
     * @param prompts texts of user messages; one that is there twice is asked once
     * @param progress follows
     * @return one reference for each different prompt, in their order
     * @throws IOException if the cache cannot be read or written
     * @throws InterruptedException if interrupted; what was cached is kept
     */
    public List<Reference> generate(List<String> prompts, Progress progress) throws IOException, InterruptedException {
        if (options.cache().isEmpty()) {
            return askAll(prompts, progress, null);
        }
        try (ReferenceCache cache =
                ReferenceCache.open(options.cache().get(), options.provider(), options.model(), options.ttl(), clock)) {
            return askAll(prompts, progress, cache);
        }
    }

    private List<Reference> askAll(List<String> prompts, Progress progress, @Nullable ReferenceCache cache)
            throws IOException, InterruptedException {
        List<String> different = new ArrayList<>(new LinkedHashSet<>(prompts));
        AtomicInteger done = new AtomicInteger();
        List<Callable<Reference>> work = new ArrayList<>();
        for (String prompt : different) {
            work.add(() -> {
                Reference reference = ask(prompt, cache);
                progress.done(done.incrementAndGet(), different.size());
                return reference;
            });
        }
        ExecutorService lanes = Executors.newFixedThreadPool(options.concurrency(), ReferenceGenerator::lane);
        try {
            List<Reference> references = new ArrayList<>();
            for (Future<Reference> finished : lanes.invokeAll(work)) {
                references.add(finished.get());
            }
            return references;
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof UncheckedIOException disk) {
                throw new IOException(disk.getCause());
            }
            throw new IllegalStateException("the generation broke: " + broken.getCause(), broken.getCause());
        } finally {
            lanes.shutdownNow();
        }
    }

    private Reference ask(String prompt, @Nullable ReferenceCache cache) throws InterruptedException {
        ModelRequest request = new ModelRequest(options.model(), prompt, options.temperature(), options.maxTokens());
        try {
            if (cache != null && cache.get(request).isPresent()) {
                return Reference.of(prompt, cache.get(request).get(), true);
            }
            ModelReply reply = client.ask(request);
            if (reply.text().isBlank()) {
                return Reference.failed(prompt, "the output is empty");
            }
            if (cache != null) {
                cache.put(request, reply);
            }
            return Reference.of(prompt, reply, false);
        } catch (ProviderException failure) {
            return Reference.failed(prompt, String.valueOf(failure.getMessage()));
        } catch (IOException disk) {
            throw new UncheckedIOException(disk);
        }
    }

    private static Thread lane(Runnable work) {
        Thread thread = new Thread(work, "varcas-references");
        thread.setDaemon(true);
        return thread;
    }
}
