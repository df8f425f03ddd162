package io.varcas.reports.peer;

import io.varcas.result.BundleFolder;
import io.varcas.result.ResultImport;
import io.varcas.result.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The CSV files of AIPerf and GenAI-Perf: blocks that each begin with a line {@code Metric,...}. */
public final class AiperfCsvImport implements ResultImport {

    private static final Pattern NAME = Pattern.compile("(.*?)\\s*(?:\\(([^)]*)\\))?");

    @Override
    public String name() {
        return "aiperf-csv";
    }

    @Override
    public String description() {
        return "profile_export_aiperf.csv, profile_export_genai_perf.csv";
    }

    @Override
    public boolean recognizes(Path file) throws IOException {
        if (!String.valueOf(file.getFileName()).endsWith(".csv")) {
            return false;
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        return lines.stream().anyMatch(line -> line.startsWith("Metric,"))
                && lines.stream().anyMatch(line -> line.startsWith("Request Latency"));
    }

    @Override
    public RunResult read(Path file, BundleFolder bundle) throws IOException {
        if (!recognizes(file)) {
            throw new IOException(
                    file
                            + ": is no CSV of AIPerf or GenAI-Perf: it needs a line \"Metric,...\" and a row \"Request Latency\"");
        }
        boolean genai = String.valueOf(file.getFileName()).contains("genai");
        PeerTrial trial = new PeerTrial(genai ? "genai-perf" : "aiperf");
        trial.dueIsUnknown();
        Map<String, AiperfTags.Block> blocks = blocks(file);
        AiperfTags.into(trial, blocks);
        double rate = AiperfTags.value(blocks, "request_throughput").orElse(0);
        double requests = AiperfTags.value(blocks, "request_count").orElse(0);
        trial.seconds = AiperfTags.value(blocks, "benchmark_duration").orElse(rate > 0 ? requests / rate : 0);
        return new PeerRun(file, trial.name).add(trial).result(bundle);
    }

    private static Map<String, AiperfTags.Block> blocks(Path file) throws IOException {
        Map<String, AiperfTags.Block> blocks = new LinkedHashMap<>();
        List<String> heads = List.of();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            List<String> cells = cells(line);
            if (cells.get(0).equals("Metric")) {
                heads = cells.stream()
                        .map(head -> head.toLowerCase(Locale.ROOT))
                        .toList();
            } else if (cells.size() > 1 && !heads.isEmpty()) {
                Matcher name = NAME.matcher(cells.get(0));
                if (name.matches()) {
                    String tag = tag(name.group(1));
                    String unit = name.group(2) == null ? "" : name.group(2);
                    blocks.put(tag, new AiperfTags.Block(unit, values(file, number, heads, cells)));
                }
            }
        }
        return blocks;
    }

    private static Map<String, Double> values(Path file, int number, List<String> heads, List<String> cells)
            throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 1; i < Math.min(heads.size(), cells.size()); i++) {
            String cell = cells.get(i).replace(",", "");
            if (!cell.isEmpty() && !cell.equals("N/A")) {
                try {
                    values.put(heads.get(i).equals("value") ? "avg" : heads.get(i), Double.parseDouble(cell));
                } catch (NumberFormatException malformed) {
                    throw new IOException(
                            file + ", line " + number + ": \"" + cell + "\" in column " + heads.get(i)
                                    + " is no number",
                            malformed);
                }
            }
        }
        return values;
    }

    private static String tag(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    /** Splits a line of RFC 4180; a quoted cell holds no line break in these files. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
