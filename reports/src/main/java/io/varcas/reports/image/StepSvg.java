package io.varcas.reports.image;

import io.varcas.reports.chart.StepCharts;
import io.varcas.reports.tune.StepWords;
import io.varcas.tune.step.StepFormat;
import io.varcas.tune.step.StepProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The charts of a step profile as one picture. */
public final class StepSvg implements StepFormat {

    @Override
    public String name() {
        return "svg";
    }

    @Override
    public void write(StepProfile profile, OutputStream out) throws IOException {
        new SvgSheet(
                        "Step profile" + (profile.target().simulated() ? ": SIMULATED" : ""),
                        StepWords.target(profile),
                        List.of(new SvgSheet.Group(StepWords.headline(profile), StepCharts.of(profile))))
                .write(out);
    }
}
