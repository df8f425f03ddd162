package io.varcas.reports.peer;

import io.varcas.dataset.file.TextFile;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultImport;
import io.varcas.result.RunResult;
import io.varcas.text.ForeignText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The CSV files of AIPerf and GenAI-Perf: blocks that each begin with a line {@code Metric,...}. */
public final class AiperfCsvImport implements ResultImport {

    private static final String HEAD = "Metric";
    private static final String LATENCY = "Request Latency";

    /** Far above any such file, and little enough to hold as numbers. */
    private static final long MOST_BYTES = 8 << 20;

    private static final int MOST_SHOWN = 80;

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
        Set<String> found = new HashSet<>();
        rows(file, (cells, line) -> {
            if (cells.size() > 1 && cells.get(0).equals(HEAD)) {
                found.add(HEAD);
            } else if (cells.get(0).startsWith(LATENCY)) {
                found.add(LATENCY);
            }
        });
        return found.size() == 2;
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
        List<String> heads = new ArrayList<>();
        rows(file, (cells, line) -> {
            if (cells.get(0).equals(HEAD)) {
                heads.clear();
                cells.forEach(head -> heads.add(head.toLowerCase(Locale.ROOT)));
            } else if (cells.size() > 1 && !heads.isEmpty()) {
                Matcher name = NAME.matcher(cells.get(0));
                if (name.matches()) {
                    String unit = name.group(2) == null ? "" : name.group(2);
                    blocks.put(tag(name.group(1)), new AiperfTags.Block(unit, values(file, line, heads, cells)));
                }
            }
        });
        return blocks;
    }

    private static void rows(Path file, TextFile.Sink<List<String>> sink) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": is larger than " + (MOST_BYTES >> 20)
                    + " MiB; a summary of AIPerf or GenAI-Perf has some kilobytes");
        }
        TextFile.rows(file, sink);
    }

    private static Map<String, Double> values(Path file, long line, List<String> heads, List<String> cells)
            throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 1; i < Math.min(heads.size(), cells.size()); i++) {
            String cell = cells.get(i).replace(",", "");
            if (!cell.isEmpty() && !cell.equals("N/A")) {
                try {
                    values.put(heads.get(i).equals("value") ? "avg" : heads.get(i), Double.parseDouble(cell));
                } catch (NumberFormatException malformed) {
                    throw new IOException(
                            file + ", line " + line + ": \"" + ForeignText.oneLine(cell, MOST_SHOWN) + "\" in column "
                                    + ForeignText.oneLine(heads.get(i), MOST_SHOWN) + " is not a number",
                            malformed);
                }
            }
        }
        return values;
    }

    private static String tag(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    }
}
