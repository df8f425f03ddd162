package io.varcas.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of commands with many flags, by topic, so that each topic fits one screen. */
final class HelpTopics {

    /** Flags above which a help page has topics. */
    private static final int MOST_WITHOUT = 20;

    /** Commands above which their list has topics. */
    private static final int MOST_COMMANDS = 10;

    /** Topic of the flags that have no other. */
    static final String OTHER = "Other";

    private static final Map<String, List<String>> TOPICS = new LinkedHashMap<>();

    static {
        topic("Workloads", "-e -p -config -a -b -n -repeats -resume");
        topic("Demand", "--workload --users --rate --think-time --peak --headroom --load-curve --startup");
        topic("Objectives", "-sla --safety-margin --max-idle");
        topic(
                "Model",
                "--model --quantization --kv-cache-dtype --engine --speculative-tokens --acceptance --draft-cost");
        topic(
                "Machines",
                "--gpu --instance --cloud --region --zone --pricing --max-price --price --machines --what-if");
        topic(
                "Your own machines",
                "--gpu-type --gpu-count --gpu-vram-gb --vcpus --memory-gb --config-name --usd-per-hour --purchase-usd"
                        + " --lifetime-years --watts --pue --usd-per-kwh --configs-file");
        topic(
                "Parallelism and batches",
                "--tensor-parallel --pipeline-parallel --data-parallel --expert-parallel --max-num-seqs"
                        + " --max-num-batched-tokens --disaggregate --kv-link");
        topic("Prediction", "--check --queue-models --catalog --device-profile --uncalibrated");
        topic(
                "Cells",
                "-C -M -B --block-size --kind --standard --both-lengths --grid --configs --quick --warmups --repeats"
                        + " --steps");
        topic(
                "Search",
                "-goal -latency -try -keep -candidates -rounds -pairs -start -most -precision -longest -rule -time"
                        + " -trial --requests -run -measured -gpus -noscale -flags");
        topic("Load", "-wi -w -i -r -to -seed -timeout -tokenizer");
        topic("Server", "-target -s -model -hardware -serverLog -metricsUrl -header -cacert -cert -key --insecure");
        topic("Load generator", "-f -wf -clients -jvm -jvmArgs -prof");
        topic("Decision", "-metric -effect -confidence -factor -gain -tolerate -margin");
        topic("Results", "-out -tag -record -foe -rf -rff -o -v --original --top --detail");
        topic(
                "Lists and help",
                "-l -lp -lc -lprof -lrf --list-zones --list-gpus --list-models --list-workloads --help --version");
    }

    private static final Map<String, List<String>> COMMANDS = new LinkedHashMap<>();

    static {
        commands("Commands for results", "report import export");
        commands("Commands for comparisons", "compare ab history baseline");
        commands("Commands for predictions", "size roofline profile calibrate support");
        commands("Commands for searches", "capacity steps plan tune");
        commands("Commands for data, servers and machines", "dataset ground-truth score check serve balance doctor");
    }

    private HelpTopics() {}

    private static void topic(String name, String flags) {
        TOPICS.put(name, Arrays.asList(flags.split(" ", -1)));
    }

    private static void commands(String name, String commands) {
        COMMANDS.put(name, Arrays.asList(commands.split(" ", -1)));
    }

    /** Gives a command and its sub-commands help by topic. */
    static void addTo(CommandLine command) {
        if (command.getSubcommands().size() > MOST_COMMANDS) {
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpTopics::commands);
        }
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpTopics::options);
        command.getSubcommands().values().forEach(HelpTopics::addTo);
    }

    private static String commands(Help help) {
        Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
        StringBuilder text = new StringBuilder();
        COMMANDS.forEach((topic, names) -> {
            Map<String, Help> own = new LinkedHashMap<>();
            names.forEach(name -> own.put(name, left.remove(name)));
            text.append(topicOf(topic, help.commandList(own)));
        });
        return left.isEmpty()
                ? text.toString()
                : text.append(topicOf(OTHER, help.commandList(left))).toString();
    }

    private static String topicOf(String topic, String text) {
        return System.lineSeparator() + topic + ':' + System.lineSeparator() + text;
    }

    private static String options(Help help) {
        Map<String, List<OptionSpec>> topics = topics(help.commandSpec().options());
        if (topics.size() == 1) {
            return help.optionList();
        }
        StringBuilder text = new StringBuilder();
        topics.forEach((topic, options) -> {
            Help.Layout layout = help.createDefaultLayout();
            layout.addOptions(options, help.parameterLabelRenderer());
            text.append(topicOf(topic, layout.toString()));
        });
        return text.append(System.lineSeparator()).toString();
    }

    /** Returns the flags by topic, in the order of the topics; one topic for a command with few. */
    static Map<String, List<OptionSpec>> topics(List<OptionSpec> options) {
        List<OptionSpec> left = new ArrayList<>(
                options.stream().filter(option -> !option.hidden()).toList());
        Map<String, List<OptionSpec>> topics = new LinkedHashMap<>();
        if (left.size() > MOST_WITHOUT) {
            TOPICS.forEach((topic, flags) -> {
                List<OptionSpec> own = flags.stream()
                        .flatMap(flag -> left.stream()
                                .filter(option -> Arrays.asList(option.names()).contains(flag)))
                        .toList();
                if (!own.isEmpty()) {
                    topics.put(topic, own);
                    left.removeAll(own);
                }
            });
        }
        if (!left.isEmpty()) {
            topics.put(OTHER, left);
        }
        return topics;
    }
}
