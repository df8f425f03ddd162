package io.varcas.reports.data;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.ItemDetail;
import io.varcas.accuracy.ItemResult;
import io.varcas.accuracy.ScoreGroup;
import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One row for each graded item of each trial, RFC 4180: {@code Trial,Item,Type,Outcome,FinishReason,InFlight}, one column for each
 * scorer, and {@code Error,Prompt,Reference,Output}. A cell is empty where there is no score.
 */
public final class AccuracyReport implements ReportFormat {

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public String extension() {
        return "accuracy.csv";
    }

    @Override
    public String description() {
        return "one row for each graded output, with its scores, for spreadsheets";
    }

    @Override
    public void write(ResultBundle bundle, OutputStream out) throws IOException {
        List<TrialResult> trials = bundle.result().trials();
        Set<String> scorers = new LinkedHashSet<>();
        trials.forEach(trial -> trial.accuracy()
                .ifPresent(accuracy ->
                        accuracy.byScorer().stream().map(ScoreGroup::name).forEach(scorers::add)));
        StringBuilder text = new StringBuilder();
        List<String> heads = new ArrayList<>(List.of("Trial", "Item", "Type", "Outcome", "FinishReason", "InFlight"));
        scorers.forEach(scorer -> heads.add("Score: " + scorer));
        heads.addAll(List.of("Error", "Prompt", "Reference", "Output"));
        CsvReport.line(text, heads);
        for (TrialResult trial : trials) {
            Optional<AccuracyResult> accuracy = trial.accuracy();
            if (accuracy.isPresent()) {
                for (ItemResult item : accuracy.get().items()) {
                    CsvReport.line(text, row(trial, accuracy.get(), item, scorers));
                }
            }
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> row(TrialResult trial, AccuracyResult accuracy, ItemResult item, Set<String> scorers) {
        Optional<ItemDetail> detail = item.detail();
        List<String> row = new ArrayList<>(List.of(
                trial.trialName(),
                item.id(),
                item.type(),
                item.outcome().label(),
                item.finishReason().orElse(""),
                detail.filter(known -> known.inFlight().isPresent())
                        .map(known -> String.valueOf(known.inFlight().getAsInt()))
                        .orElse("")));
        for (String scorer : scorers) {
            OptionalDouble score = scorer.equals(accuracy.scorer()) ? item.score() : item.score(scorer);
            row.add(score.isPresent() ? String.valueOf(score.getAsDouble()) : "");
        }
        row.add(item.error().orElse(""));
        row.add(detail.map(ItemDetail::prompt).orElse(""));
        row.add(detail.map(known -> known.references().get(0)).orElse(""));
        row.add(item.answer().orElse(""));
        return row;
    }
}
