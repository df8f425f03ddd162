package io.varcas.accuracy.reference;

import io.varcas.setting.type.SettingException;
import io.varcas.validation.DidYouMean;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider of models, and where its key is.
 *
 * @param name name in flags, files and results; of a URL, the URL
 * @param base address that {@code /chat/completions}, {@code /messages} or {@code /embeddings} is appended to
 * @param format format of its requests
 * @param keyVariables environment variables that may contain its key, the first that is set counts
 * @param needsKey whether it rejects requests without one
 */
public record Provider(String name, URI base, Format format, List<String> keyVariables, boolean needsKey) {

    /** The format of requests. */
    public enum Format {
        /** OpenAI's chat completions. */
        OPENAI,
        /** Anthropic's messages. */
        ANTHROPIC
    }

    private static final Provider OPENAI =
            provider("openai", "https://api.openai.com/v1", Format.OPENAI, "OPENAI_API_KEY");
    private static final Provider MOONSHOT =
            provider("moonshot", "https://api.moonshot.cn/v1", Format.OPENAI, "MOONSHOT_API_KEY", "KIMI_API_KEY");
    private static final Provider ANTHROPIC = provider(
            "anthropic", "https://api.anthropic.com/v1", Format.ANTHROPIC, "ANTHROPIC_API_KEY", "CLAUDE_API_KEY");
    private static final Map<String, Provider> KNOWN = Map.of(
            "openai", OPENAI,
            "moonshot", MOONSHOT,
            "kimi", MOONSHOT,
            "anthropic", ANTHROPIC,
            "claude", ANTHROPIC);
    private static final String URL_KEY = "VARCAS_PROVIDER_KEY";
    private static final String VERSION = "/v1";

    /** Copies the list. */
    public Provider {
        keyVariables = List.copyOf(keyVariables);
    }

    /**
     * Returns the provider of a name, or of the base URL of an OpenAI-compatible server, such as {@code http://localhost:8000}.
     *
     * @throws SettingException if it is neither
     */
    public static Provider of(String name) {
        Provider known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        if (!name.startsWith("http://") && !name.startsWith("https://")) {
            throw new SettingException("unknown provider \"" + name + "\"" + DidYouMean.hint(name, KNOWN.keySet())
                    + "; a provider is openai, moonshot, anthropic, or a URL that begins with http:// or https://");
        }
        return new Provider(name, base(name), Format.OPENAI, List.of(URL_KEY), false);
    }

    /**
     * Returns the key.
     *
     * @param environment variables of the process
     * @throws SettingException if the provider needs a key and no variable contains one
     */
    public Optional<String> key(Map<String, String> environment) {
        Optional<String> key = keyVariables.stream()
                .map(variable -> environment.getOrDefault(variable, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
        if (key.isEmpty() && needsKey) {
            throw new SettingException("provider " + name + " needs a key; set the environment variable "
                    + String.join(" or ", keyVariables));
        }
        return key;
    }

    /** Returns this provider at another address, as that of a proxy. */
    public Provider at(URI address) {
        return new Provider(name, address, format, keyVariables, needsKey);
    }

    private static URI base(String address) {
        try {
            URI uri = new URI(address.strip());
            if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
                throw new SettingException("provider \"" + address.replaceFirst("//.*@", "//")
                        + "\" must be scheme, host, port and path; a key goes into the environment variable "
                        + URL_KEY);
            }
            String path = uri.getRawPath().replaceFirst("/+$", "");
            return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + (path.isEmpty() ? VERSION : path));
        } catch (URISyntaxException malformed) {
            throw new SettingException(
                    "provider \"" + address + "\" is not a URL: " + malformed.getReason(), malformed);
        }
    }

    private static Provider provider(String name, String base, Format format, String... keys) {
        return new Provider(name, URI.create(base), format, List.of(keys), true);
    }
}
