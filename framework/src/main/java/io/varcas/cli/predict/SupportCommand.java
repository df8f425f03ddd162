package io.varcas.cli.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.calibration.DeviceProfile;
import io.varcas.calibration.DeviceProfiles;
import io.varcas.calibration.RelativeErrors;
import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.PrintFlags;
import io.varcas.hardware.Accelerator;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.Precision;
import io.varcas.roofline.VllmVersion;
import io.varcas.sizing.Support;
import io.varcas.sizing.VllmFlagList;
import io.varcas.text.TextTable;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The combinations of model, GPU, precision and version that can be predicted, and how well. */
@Command(
        name = "support",
        separator = " ",
        sortOptions = false,
        description = {
            "List the combinations of model, GPU and precision, and whether they are calibrated, known from data"
                    + " sheets, or rejected.",
            ""
        })
public final class SupportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Option(
            names = {"--model", "-m"},
            paramLabel = "<name|config.json|folder>",
            split = ",",
            description = "List only these models (default: the whole catalog).")
    List<String> models = new ArrayList<>();

    @Option(names = "--gpu", paramLabel = "<gpu>", split = ",", description = "List only these GPUs (default: all).")
    List<String> gpus = new ArrayList<>();

    @Option(
            names = {"--quantization", "-q"},
            paramLabel = "<precision>",
            split = ",",
            description = "List only these precisions (default: the model's own, or the GPU's 16 bits).")
    List<String> precisions = new ArrayList<>();

    @Option(
            names = "--engine",
            paramLabel = "<version>",
            description = "Engine and version (default: ${DEFAULT-VALUE}).")
    String engine = "vllm 0.32.0";

    @Option(
            names = "--max-model-len",
            paramLabel = "<n>",
            description = "Length of the longest request that must fit (default: ${DEFAULT-VALUE}).")
    int maxModelLen = 4_096;

    @Mixin
    CatalogFlags catalogs = new CatalogFlags();

    @Mixin
    PrintFlags print = new PrintFlags();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() {
        print.check();
        try {
            String server = engine.startsWith("vllm") ? engine : "vllm " + engine;
            List<Support> rows = rows(server);
            String flags = flags(VllmVersion.of(server));
            PrintWriter out = spec.commandLine().getOut();
            print.lines(() -> lines(rows, server, flags), () -> json(rows, server, flags))
                    .forEach(out::println);
            out.flush();
            return ExitCode.MET;
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        } catch (UncheckedIOException unreadable) {
            throw new UsageException(FailureText.of(unreadable));
        }
    }

    private List<Support> rows(String server) {
        Collection<ModelArchitecture> served = models.isEmpty()
                ? catalogs.models().models()
                : models.stream().map(catalogs::model).toList();
        Collection<Accelerator> accelerators = gpus.isEmpty()
                ? catalogs.hardware().accelerators()
                : gpus.stream().map(catalogs.hardware()::accelerator).toList();
        DeviceProfiles profiles = catalogs.profiles();
        List<Support> rows = new ArrayList<>();
        for (ModelArchitecture model : served) {
            for (Accelerator accelerator : accelerators) {
                List<Precision> asked = precisions.isEmpty()
                        ? List.of(own(model, accelerator))
                        : precisions.stream().map(Precision::of).toList();
                for (Precision precision : asked) {
                    rows.add(Support.of(model, accelerator, precision, server, maxModelLen, profiles));
                }
            }
        }
        return rows;
    }

    private static Precision own(ModelArchitecture model, Accelerator accelerator) {
        Precision own = model.defaultPrecision();
        return own == Precision.BF16 && own.refusal(accelerator).isPresent() ? Precision.FP16 : own;
    }

    private String flags(VllmVersion version) {
        List<VllmFlagList> lists = catalogs.vllmFlags().listsFor(version);
        return !lists.isEmpty() && lists.get(0).version().equals(version)
                ? "its flags are known"
                : "its flags are unknown; those of "
                        + String.join(
                                " and ",
                                lists.stream()
                                        .map(list -> list.version().toString())
                                        .toList())
                        + " stand for them";
    }

    private static List<String> lines(List<Support> rows, String server, String flags) {
        List<String> lines = new ArrayList<>();
        lines.add(server + ": " + flags);
        TextTable table = new TextTable("model", "gpu", "precision", "status", "least GPUs", "TPOT error", "because");
        for (Support row : rows) {
            table.row(
                    row.model().id(),
                    row.accelerator().id(),
                    row.precision().key(),
                    row.status().label(),
                    row.leastAccelerators() == 0 ? "-" : String.valueOf(row.leastAccelerators()),
                    error(row.profile()),
                    row.reason());
        }
        lines.addAll(table.lines());
        for (Support.Status status : Support.Status.values()) {
            lines.add(rows.stream().filter(row -> row.status() == status).count() + " " + status.label());
        }
        return lines;
    }

    /** Median and 90th percentile of the errors on what was left out of the fit. */
    private static String error(@Nullable DeviceProfile profile) {
        if (profile == null) {
            return "-";
        }
        RelativeErrors errors = profile.tpotErrors();
        return Double.isFinite(errors.p90())
                ? String.format(Locale.ROOT, "%.0f %% / %.0f %%", 100 * errors.median(), 100 * errors.p90())
                : "-";
    }

    private static String json(List<Support> rows, String server, String flags) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode().put("engine", server).put("flags", flags);
        for (Support row : rows) {
            ObjectNode node = root.withArray("/combinations")
                    .addObject()
                    .put("model", row.model().id())
                    .put("gpu", row.accelerator().id())
                    .put("precision", row.precision().key())
                    .put("status", row.status().label())
                    .put("leastGpus", row.leastAccelerators())
                    .put("reason", row.reason());
            @Nullable DeviceProfile profile = row.profile();
            if (profile == null) {
                node.putNull("profile");
            } else {
                node.put("profile", profile.id());
                SizeJson.number(node, "tpotErrorMedian", profile.tpotErrors().median());
                SizeJson.number(node, "tpotErrorP90", profile.tpotErrors().p90());
            }
        }
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the combinations cannot be written as JSON", e);
        }
    }
}
