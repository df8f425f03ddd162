package io.varcas.setting;

import io.varcas.annotation.Content;
import io.varcas.annotation.Mix;
import io.varcas.annotation.PromptText;
import io.varcas.annotation.Session;
import io.varcas.setting.type.SettingType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings that say what prompts consist of. */
public final class PromptSettings {

    private static final double NEARLY_NOTHING = 0.001;
    private static final double NEARLY_ALL = 0.999;

    /** Kind of text. */
    public static final Setting<Content> CONTENT =
            text("content", SettingType.choice(Content.class), Content.RANDOM, "content of prompts");

    /** Number of shared prefixes. */
    public static final Setting<Integer> PREFIXES =
            text("prefixes", SettingType.wholeNumber(0, 1_000_000), 0, "number of shared prefixes; 0: none");

    /** Share of a prompt that its shared prefix takes. */
    public static final Setting<Double> PREFIX_SHARE = text(
            "prefixShare",
            SettingType.number(NEARLY_NOTHING, NEARLY_ALL),
            0.5,
            "share of a prompt that is its shared prefix");

    /** System message. */
    public static final Setting<String> SYSTEM = new Setting<>(
            "prompt.system",
            SettingType.text(),
            Optional.empty(),
            Optional.of(new Setting.Source(PromptText.class, "system")),
            "system message of every request");

    /** Earlier exchanges in a chat prompt. */
    public static final Setting<Integer> HISTORY =
            text("history", SettingType.wholeNumber(0, 1000), 0, "chat: earlier turns in every prompt");

    /** Turns of a conversation. */
    public static final Setting<Integer> TURNS = Setting.of(
            "session.turns",
            Session.class,
            "turns",
            SettingType.wholeNumber(1, 10_000),
            1,
            "turns of a conversation, each with the history of the previous ones");

    /** Pause between a response and the next turn. */
    public static final Setting<Duration> PAUSE = Setting.of(
            "session.pause",
            Session.class,
            "pause",
            SettingType.durationOrZero(),
            Duration.ZERO,
            "pause between a response and the next turn");

    /** Parts of a mix. */
    public static final Setting<List<MixPart>> MIX = Setting.of(
            "mix",
            Mix.class,
            "value",
            new MixPart.ListType(),
            List.of(),
            "parts of a mix, each in double quotes: \"name weight setting=value ...\"");

    /** Greatest context; 0 to ask the server. */
    public static final Setting<Integer> CONTEXT_LIMIT = new Setting<>(
            "context.limit",
            SettingType.wholeNumber(0, Integer.MAX_VALUE),
            Optional.of(0),
            Optional.empty(),
            "context length of the model, prompt and output, in tokens; 0: as reported by the server");

    /** Tokens of the context that are kept free. */
    public static final Setting<Integer> CONTEXT_MARGIN = new Setting<>(
            "context.margin",
            SettingType.wholeNumber(0, 1_000_000),
            Optional.of(50),
            Optional.empty(),
            "tokens of the context to keep free");

    /** A tokenizer of the user's. */
    public static final Setting<String> TOKENIZER = new Setting<>(
            "prompt.tokenizer",
            SettingType.text(),
            Optional.empty(),
            Optional.of(new Setting.Source(PromptText.class, "tokenizer")),
            "tokenizer.json for counting tokens instead of the server's /tokenize");

    private static final List<Setting<?>> OF_A_PART = List.of(CONTENT, PREFIXES, PREFIX_SHARE, SYSTEM, HISTORY);

    private static final List<Setting<?>> ALL = List.of(
            CONTENT,
            PREFIXES,
            PREFIX_SHARE,
            SYSTEM,
            HISTORY,
            TOKENIZER,
            TURNS,
            PAUSE,
            MIX,
            CONTEXT_LIMIT,
            CONTEXT_MARGIN);

    private PromptSettings() {}

    /** Returns all of them in the order in which listings show them. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** Returns the settings that a part of a mix may override. */
    public static List<Setting<?>> ofAPart() {
        return OF_A_PART;
    }

    private static <T> Setting<T> text(String member, SettingType<T> type, T defaultValue, String meaning) {
        return Setting.of("prompt." + member, PromptText.class, member, type, defaultValue, meaning);
    }
}
