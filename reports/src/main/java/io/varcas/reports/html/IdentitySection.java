package io.varcas.reports.html;

import io.varcas.reports.RunLabels;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.identity.HostIdentity;
import io.varcas.result.identity.ServerFact;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.result.identity.TargetIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The section that identifies the run: workload, target, machine and command line. */
final class IdentitySection {

    private static final double GIBI = 1L << 30;

    private IdentitySection() {}

    static Tag of(ResultBundle bundle) {
        RunResult result = bundle.result();
        TableTag run = new TableTag("Run", "what", "value");
        run.texts("id", result.id());
        run.texts("began", result.started().toString());
        run.texts("ended", result.ended().toString());
        run.texts("status", result.status().label());
        run.texts("Varcas", result.varcasVersion());
        RunLabels.commit(result).ifPresent(commit -> run.texts("commit", commit));
        RunLabels.tags(result).ifPresent(tags -> run.texts("tags", tags));
        result.trials()
                .forEach(trial -> run.texts("seed of " + TrialSection.name(trial), String.valueOf(trial.seed())));
        return Tag.of("section")
                .with("id", "identity")
                .add(Tag.of("h2", "Run identity"), run.tag(), target(result.target()))
                .add(server(result.target()).toArray(Tag[]::new))
                .add(
                        machine(result),
                        Tag.of("h3", "How to reproduce it"),
                        Tag.of("p", "The same arguments and seed make the same requests at the same intended times:"),
                        Tag.of("pre", "java -jar benchmarks.jar " + command(result)),
                        Tag.of("p", "Make this page again from the bundle:"),
                        Tag.of("pre", "java -jar benchmarks.jar report " + quoted(folder(bundle)) + " -rf html"),
                        Tag.of(
                                "p",
                                "Everything on it comes from " + ResultBundle.RESULT_FILE
                                        + " and the files it names, in the bundle."));
    }

    /** Returns the folder as it is named from where the run was started, if it is below that. */
    private static String folder(ResultBundle bundle) {
        Path folder = bundle.folder().toAbsolutePath().normalize();
        Path here = Path.of("").toAbsolutePath();
        return folder.startsWith(here) && !folder.equals(here)
                ? here.relativize(folder).toString()
                : folder.toString();
    }

    private static Tag target(TargetIdentity target) {
        TableTag table = new TableTag("Server, as it identified itself", "what", "value");
        table.texts("asked for", target.asked());
        table.texts("address", target.uri());
        table.texts("kind", target.simulated() ? "embedded simulator" : "real server");
        table.texts("engine version", target.engineVersion().orElse("not known"));
        table.texts("model", target.model());
        table.texts(
                "longest context",
                target.contextTokens().isPresent() ? target.contextTokens().getAsInt() + " tokens" : "not known");
        target.facts().forEach(table::texts);
        return table.tag();
    }

    /** Lists every property, known or not, for a reader looks for what is missing as well; nothing in results of earlier versions. */
    private static List<Tag> server(TargetIdentity target) {
        if (target.server().isEmpty()) {
            return List.of();
        }
        ServerIdentity server = target.server().get();
        TableTag table = new TableTag("Server: version, model, memory and kernels", "what", "value", "source");
        for (ServerProperty property : ServerProperty.values()) {
            Optional<ServerFact> fact = server.fact(property);
            table.texts(
                    property.title(),
                    fact.map(ServerFact::value).orElse("not known"),
                    fact.map(ServerFact::sourceNames).orElse(""));
        }
        List<Tag> tags = new ArrayList<>(List.of(table.tag()));
        if (server.flags().isPresent()) {
            tags.add(Tag.of(
                    "p",
                    "Flags that differ from their defaults, from the "
                            + server.flags().get().source().label() + ":"));
            tags.add(Tag.of("pre", server.flags().get().commandLine()));
        } else {
            tags.add(Tag.of(
                    "p", "Flags: not known; -serverLog names the server's log, which has them at its beginning."));
        }
        server.contradictions().forEach(line -> tags.add(Tag.of("p", "Contradiction: " + line)));
        return tags;
    }

    private static Tag machine(RunResult result) {
        HostIdentity host = result.host();
        TableTag table = new TableTag("Machine and JVM that offered the load", "what", "value");
        table.texts("host", host.name());
        table.texts("system", host.os() + ", " + host.architecture());
        table.texts(
                "processor", host.cpu().orElse("not known") + (host.cpus() > 0 ? ", " + host.cpus() + " usable" : ""));
        table.texts(
                "memory",
                host.memoryBytes()
                        .map(bytes -> String.format(Locale.ROOT, "%.1f GiB", bytes / GIBI))
                        .orElse("not known"));
        table.texts("JVM", result.launcher().name() + " " + result.launcher().version());
        table.texts("JVM arguments", String.join(" ", result.launcher().arguments()));
        return table.tag();
    }

    private static String command(RunResult result) {
        return String.join(
                " ", result.command().stream().map(IdentitySection::quoted).toList());
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./:=,@%+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
