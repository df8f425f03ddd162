package io.varcas.engine;

/** The engine's running counts; {@link EngineCounters} explains each. */
final class Tally {
    long promptTokens;
    long generationTokens;
    long preemptions;
    long prefixCacheQueries;
    long prefixCacheHits;
    long finishedStop;
    long finishedLength;
    long finishedAbort;
    long steps;
    long stepTokens;
    long drafts;
    long draftTokens;
    long acceptedDraftTokens;

    void finished(FinishReason reason) {
        switch (reason) {
            case STOP -> finishedStop++;
            case LENGTH -> finishedLength++;
            case ABORT -> finishedAbort++;
        }
    }

    EngineCounters snapshot(int running, int waiting, int kvBlocks, int kvBlocksUsed) {
        return new EngineCounters(
                running,
                waiting,
                kvBlocks,
                kvBlocksUsed,
                promptTokens,
                generationTokens,
                preemptions,
                prefixCacheQueries,
                prefixCacheHits,
                finishedStop,
                finishedLength,
                finishedAbort,
                steps,
                stepTokens,
                drafts,
                draftTokens,
                acceptedDraftTokens);
    }
}
