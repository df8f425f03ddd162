package io.varcas.cli.predict;

import io.varcas.calibration.DeviceProfile;
import io.varcas.calibration.MeasuredStep;
import io.varcas.text.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Measured steps beside what a profile predicts for them. */
final class StepCalibrationText {

    private StepCalibrationText() {}

    static List<String> steps(String title, List<MeasuredStep> steps, DeviceProfile profile) {
        List<String> lines = new ArrayList<>(List.of("", title));
        TextTable table = new TextTable("cell", "measured ms", "predicted", "error");
        double[] errors = new double[steps.size()];
        for (int i = 0; i < errors.length; i++) {
            MeasuredStep step = steps.get(i);
            double predicted = step.predict(profile.coefficients(), profile.overheads());
            double error = predicted / step.seconds() - 1;
            errors[i] = Math.abs(error);
            table.row(
                    step.label(),
                    String.format(Locale.ROOT, "%.2f", step.seconds() * 1e3),
                    String.format(Locale.ROOT, "%.2f", predicted * 1e3),
                    String.format(Locale.ROOT, "%+.0f %%", 100 * error));
        }
        table.lines().forEach(line -> lines.add("  " + line));
        Arrays.sort(errors);
        if (errors.length > 0) {
            double median = (errors[(errors.length - 1) / 2] + errors[errors.length / 2]) / 2;
            lines.add(String.format(Locale.ROOT, "  median |error| %.1f %%", 100 * median));
        }
        return lines;
    }
}
