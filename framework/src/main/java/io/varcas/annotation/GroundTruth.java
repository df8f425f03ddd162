package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Compares outputs with references after the load, to verify that the same server is also accurate.
 *
 * <p>The dataset is a JSON-lines resource or file, one object a line with {@code prompt} (text) and {@code reference}
 * (a text or a list of texts, of which the best match counts), and optionally {@code id}. Prompts are sent with
 * temperature 0, unless {@link #samplingTemperature()} is set. The outputs of a simulator are random words, so its accuracy is "not measured", unless it takes its
 * outputs from such a file ({@code -target sim:answers=truth.jsonl}).
 *
 * <p>Allowed on a workload class, its {@link Prompt} method, a superclass or another annotation. The command line and
 * the configuration file override its members.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface GroundTruth {

    /**
     * Share of identical outputs, after lower-casing and removing punctuation, articles and repeated spaces (SQuAD).
     */
    String EXACT_MATCH = "exact-match";

    /** Overlap of words as a harmonic mean of precision and recall, after the same normalisation (SQuAD). */
    String SQUAD_F1 = "squad-f1";

    /** F-measure of shared words (ROUGE-1). */
    String ROUGE_1 = "rouge-1";

    /** F-measure of shared pairs of successive words (ROUGE-2). */
    String ROUGE_2 = "rouge-2";

    /** F-measure of the longest common subsequence of words (ROUGE-L). */
    String ROUGE_L = "rouge-l";

    /** ROUGE-L line by line, for summaries with one sentence a line (ROUGE-Lsum). */
    String ROUGE_LSUM = "rouge-lsum";

    /** BLEU with sacrebleu's defaults. */
    String BLEU = "bleu";

    /** chrF with sacrebleu's defaults. */
    String CHRF = "chrf";

    /** The number after {@code ####} is the reference's (GSM8K, strict match). */
    String GSM8K_STRICT = "gsm8k-strict";

    /** The last number of the output is the reference's (GSM8K, flexible extract). */
    String GSM8K_FLEXIBLE = "gsm8k-flexible";

    /** The reference is a regular expression that is found in the output. */
    String REGEX = "regex";

    /** The letter of a multiple-choice question (MMLU). */
    String CHOICE = "choice";

    /** The output is JSON that is valid against the schema of its item. */
    String JSON_SCHEMA = "json-schema";

    /** The output calls the tools of the reference with the same arguments. */
    String TOOL_CALLS = "tool-calls";

    /** The length of the output is near that of the reference (MLPerf's length guard). */
    String LENGTH = "length";

    /** The model ended the output itself, and left no end mark in its text. */
    String END = "end";

    /** The server reports as many output tokens as its tokenizer counts. */
    String REPORTED_TOKENS = "reported-tokens";

    /** Cosine similarity of the embeddings of output and reference. */
    String SEMANTIC = "semantic";

    /** Rating of the output against its reference by another model. */
    String LLM_JUDGE = "llm-judge";

    /** Preference of another model between the output and its reference, judged in both orders. */
    String LLM_JUDGE_PAIRWISE = "llm-judge-pairwise";

    /** Geometric mean of the probabilities of the tokens of prompt and reference, 1 divided by the perplexity. */
    String PERPLEXITY = "perplexity";

    /** The program in the output passes the tests of its item, in a sandbox. */
    String CODE_EXECUTION = "code-execution";

    /** The usual scorer of the type of each item: semantic for qa, chat and rag, code-execution for code, else ROUGE-L. */
    String BY_TYPE = "by-type";

    /** Resource on the class path of the workload without a leading slash, or file, with prompts and references. */
    String dataset() default "";

    /**
     * Scorers: constants of this annotation, or the binary names of custom {@code io.varcas.accuracy.Scorer}s, which are
     * public and have a public constructor without parameters. The first decides; the others are reported beside it.
     */
    String[] scorer() default {ROUGE_L};

    /** Minimum mean score of the first scorer to pass, from 0 to 1. */
    double threshold() default 0.5;

    /** Maximum output length, in tokens. */
    int maxTokens() default 256;

    /** The outputs that are graded: of prompts sent after the load, or of the load itself. */
    GradingTime when() default GradingTime.AFTER_LOAD;

    /** Folder of an earlier bundle whose outputs to the same prompts are the baseline; empty for none. */
    String baseline() default "";

    /**
     * Loss of the mean score against the baseline up to which the run passes: points as in {@code 0.01}, a share as in
     * {@code 1%}, {@code mlperf-99} or {@code mlperf-99.9}.
     */
    String margin() default "0.01";

    /** Number of items to grade, drawn with the seed of the run; 0 for all. */
    int sample() default 0;

    /** Outputs to ask for each prompt, for pass@k; more than one needs a {@link #samplingTemperature()}. */
    int samples() default 1;

    /** Sampling temperature of the prompts that are sent after the load; 0 for greedy outputs. */
    double samplingTemperature() default 0;

    /** Ask every prompt twice, and report how far outputs differ without a reason. */
    boolean twice() default false;
}
