package io.varcas.documentation;

import io.varcas.cli.AllCommands;
import io.varcas.cli.flag.ExitCode;
import io.varcas.metric.Metric;
import io.varcas.metric.Statistic;
import io.varcas.processor.check.Message;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes {@code docs/reference.md} from the code: annotations, settings, metrics, commands, exit codes, error codes. */
final class ReferencePage {

    static final Path FILE = Repository.ROOT.resolve("docs/reference.md");

    private static final Pattern FLAG = Pattern.compile(" \\((-[\\w-]+)\\)$");
    /** More than any message has values. */
    private static final Object[] VALUES = new Object[20];

    static {
        Arrays.fill(VALUES, "...");
    }

    private final List<Javadoc> javadoc = Javadoc.below(Repository.sources());
    private final StringBuilder page = new StringBuilder();

    ReferencePage() throws IOException {}

    /** Writes the page anew. */
    public static void main(String[] args) throws IOException {
        Files.writeString(FILE, new ReferencePage().text());
    }

    String text() {
        page.append("# Reference\n\nGenerated from the code; do not edit. [CONTRIBUTING](../CONTRIBUTING.md) has the")
                .append(" command that writes it.\n\n")
                .append("[Annotations](#annotations), [settings](#settings), [metrics](#metrics),")
                .append(" [commands](#commands),\n[exit codes](#exit-codes), [error codes](#error-codes).\n");
        annotations();
        settings();
        metrics();
        commands();
        exitCodes();
        errorCodes();
        return page.toString();
    }

    private void annotations() {
        section(
                "Annotations",
                "All are in `io.varcas.annotation`. Members are settings as well, with the names and rules of the next"
                        + " section.");
        for (Javadoc type : javadoc) {
            if (type.file().toString().contains("/annotation/") && isTopLevel(type)) {
                annotation(type);
            }
        }
    }

    private static boolean isTopLevel(Javadoc type) {
        return type.member().isEmpty() && type.file().endsWith(type.type() + ".java");
    }

    private void annotation(Javadoc type) {
        Class<?> described = described(type.type());
        page.append("\n### ").append(described.isAnnotation() ? "@" : "").append(type.type());
        page.append("\n\n").append(wrapped(type.markdown())).append('\n');
        List<Javadoc> members = javadoc.stream()
                .filter(one -> one.file().equals(type.file()) && one.type().equals(type.type()))
                .filter(one -> !one.member().isEmpty())
                .toList();
        List<Javadoc> constants = members.stream()
                .filter(one -> one.member().equals(one.member().toUpperCase(Locale.ROOT)))
                .toList();
        if (!constants.isEmpty()) {
            table("Constant", "Value", "Meaning");
            constants.forEach(one -> row(code(one.member()), code(value(described, one.member())), one.markdown()));
        }
        if (described.isAnnotation() && members.size() > constants.size()) {
            table("Member", "Default", "Meaning");
            members.stream()
                    .filter(one -> !constants.contains(one))
                    .forEach(one -> row(
                            code(one.member()),
                            one.defaultValue() == null ? "required" : code(one.defaultValue()),
                            one.markdown()));
        }
    }

    private static Class<?> described(String name) {
        try {
            return Class.forName("io.varcas.annotation." + name);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(name + " is compiled", impossible);
        }
    }

    /** Returns the value of a constant as configuration files and flags have it. */
    private static String value(Class<?> type, String constant) {
        try {
            Object value = type.getField(constant).get(null);
            return value instanceof Enum<?> ? constant.toLowerCase(Locale.ROOT) : String.valueOf(value);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(constant + " is a public constant", impossible);
        }
    }

    private void settings() {
        section(
                "Settings",
                "Set them with `-p name=value`, in a file for `-config`, or by the annotation member. The flag is a"
                        + " shorter form.");
        CommandSpec run = AllCommands.list().get(0).getCommandSpec();
        table("Setting", "Default", "Value", "Annotation member", "Flag", "Meaning");
        for (Setting<?> setting : Settings.all()) {
            Matcher flag = FLAG.matcher(setting.meaning());
            boolean hasFlag = flag.find() && run.findOption(flag.group(1)) != null;
            row(
                    code(setting.name()),
                    defaultValue(setting),
                    setting.type().rule(),
                    setting.source()
                            .map(source -> "`@" + source.annotation().getSimpleName() + "." + source.member() + "`")
                            .orElse(""),
                    hasFlag ? code(flag.group(1)) : "",
                    hasFlag ? flag.replaceFirst("") : setting.meaning());
        }
    }

    private static <T> String defaultValue(Setting<T> setting) {
        return setting.defaultValue()
                .map(setting::format)
                .map(ReferencePage::code)
                .orElse("");
    }

    private void metrics() {
        section("Metrics", one("Metric", "").markdown());
        page.append("\nStatistics of a distribution: ")
                .append(Statistic.ofDistribution().stream()
                        .map(statistic -> code(statistic.label()))
                        .collect(Collectors.joining(", ")))
                .append(", as in `ttft.p99`.\n");
        table("Metric", "Unit", "Better", "Percentiles", "Meaning", "Definition");
        for (Metric metric : Metric.values()) {
            row(
                    code(metric.label()),
                    metric.unit().symbol(),
                    metric.better().name().toLowerCase(Locale.ROOT),
                    metric.shape().isDistribution() ? "yes" : "no",
                    metric.meaning(),
                    one("Metric", metric.name()).markdown());
        }
    }

    private void commands() {
        section("Commands", "Start all of them with `java -jar benchmarks.jar`.");
        for (CommandLine command : AllCommands.list()) {
            String name = command.getCommandSpec().qualifiedName();
            page.append("\n### ").append(name).append("\n\n");
            page.append(wrapped(text(command.getCommandSpec().usageMessage().description())))
                    .append('\n');
            String footer = text(command.getCommandSpec().usageMessage().footer());
            if (!footer.isEmpty()) {
                page.append('\n').append(wrapped(footer)).append('\n');
            }
            table("Flag", "Value", "Meaning");
            for (PositionalParamSpec argument : command.getCommandSpec().positionalParameters()) {
                row(
                        "",
                        code(argument.paramLabel()),
                        description(argument.description(), argument.defaultValueString()));
            }
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!option.hidden()) {
                    row(
                            Arrays.stream(option.names())
                                    .map(ReferencePage::code)
                                    .collect(Collectors.joining(", ")),
                            option.arity().max() == 0 ? "" : code(option.paramLabel()),
                            description(option.description(), option.defaultValueString()));
                }
            }
        }
    }

    private static String description(String[] lines, String defaultValue) {
        return text(lines)
                .replace("${DEFAULT-VALUE}", defaultValue)
                .replace("${COMPLETION-CANDIDATES}", "SILENT, NORMAL, EXTRA")
                .replace("$$", "$");
    }

    private static String text(String[] lines) {
        return String.join(" ", lines).replaceAll("\\s+", " ").strip();
    }

    private void exitCodes() {
        section("Exit codes", "The number with which the process ends.");
        table("Code", "Meaning");
        for (Javadoc one : javadoc) {
            if (one.file().endsWith("ExitCode.java") && one.member().matches("[A-Z]+")) {
                row(code(value(ExitCode.class, one.member())), one.markdown());
            }
        }
    }

    private void errorCodes() {
        section("Error codes", "The annotation processor prints them at compile time, at the annotation value.");
        table("Code", "Cause", "Message");
        for (Message message : Message.values()) {
            String line = message.line(VALUES).substring(message.name().length() + 3);
            row(
                    code(message.name()),
                    one("Message", message.name()).markdown(),
                    line.replace(".", "").isBlank() ? "" : line);
        }
    }

    private Javadoc one(String type, String member) {
        List<Javadoc> found = new ArrayList<>(javadoc.stream()
                .filter(one -> one.type().equals(type) && one.member().equals(member))
                .toList());
        if (found.size() != 1) {
            throw new IllegalStateException(
                    type + "." + member + " has " + found.size() + " javadoc comments: " + found);
        }
        return found.get(0);
    }

    private void section(String title, String text) {
        page.append("\n## ").append(title).append("\n\n").append(wrapped(text)).append('\n');
    }

    private void table(String... heads) {
        page.append('\n');
        row(heads);
        page.append("|").append("---|".repeat(heads.length)).append('\n');
    }

    private void row(String... cells) {
        page.append("| ")
                .append(Arrays.stream(cells)
                        .map(cell -> cell.replace("|", "\\|").replace("<", "&lt;"))
                        .map(cell -> cell.contains("`") ? cell.replace("&lt;", "<") : cell)
                        .collect(Collectors.joining(" | ")))
                .append(" |\n");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    /** Breaks a text at spaces into lines of at most 120 characters. */
    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : text.split(" ", -1)) {
            if (length > 0 && length + 1 + word.length() > 120) {
                lines.append('\n');
                length = 0;
            } else if (length > 0) {
                lines.append(' ');
                length++;
            }
            lines.append(word);
            length += word.length();
        }
        return lines.toString();
    }
}
