package io.varcas.setting;

/** The field of a chat request that bounds its output. */
public enum MaxTokensField {
    /** OpenAI's newer name. */
    MAX_COMPLETION_TOKENS,
    /** The older name, which some servers know alone. */
    MAX_TOKENS
}
