package io.varcas.reports.text;

import io.varcas.result.identity.ServerFact;
import io.varcas.result.identity.ServerFlags;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.TargetIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The identity of the server as text and as Markdown; nothing where a result has none. */
final class ServerText {

    private ServerText() {}

    /** Returns lines of text: the address, the main facts, the flags. */
    static List<String> lines(TargetIdentity target) {
        List<String> lines = new ArrayList<>();
        if (target.server().isEmpty() || target.server().get().isUnknown()) {
            return lines;
        }
        ServerIdentity server = target.server().get();
        lines.add("Server: " + target.model() + " at " + target.uri()
                + target.engineVersion().map(version -> ", vLLM " + version).orElse(""));
        lines.add("  " + server.describe());
        server.flags().map(ServerFlags::commandLine).ifPresent(flags -> lines.add("  flags: " + flags));
        lines.add("");
        return lines;
    }

    /** Returns a table in Markdown, folded away. */
    static List<String> markdown(Optional<ServerIdentity> identity) {
        List<String> lines = new ArrayList<>();
        if (identity.isEmpty() || identity.get().isUnknown()) {
            return lines;
        }
        List<List<String>> rows = new ArrayList<>();
        for (ServerFact fact : identity.get().facts()) {
            rows.add(List.of(fact.property().title(), fact.value(), fact.sourceNames()));
        }
        identity.get()
                .flags()
                .ifPresent(flags -> rows.add(
                        List.of("flags", flags.commandLine(), flags.source().label())));
        lines.addAll(List.of("", "<details><summary>Server</summary>", ""));
        lines.addAll(MarkdownText.table(List.of("server", "value", "source"), rows));
        lines.addAll(List.of("", "</details>"));
        return lines;
    }
}
