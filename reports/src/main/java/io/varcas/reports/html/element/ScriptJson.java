package io.varcas.reports.html.element;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.varcas.reports.DoubleSeries;
import io.varcas.reports.chart.Axis;
import io.varcas.reports.chart.Band;
import io.varcas.reports.chart.Chart;
import io.varcas.reports.chart.ReferenceLine;
import io.varcas.reports.chart.Series;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Charts as JSON that may stand in a {@code script} element: no character of it can end the element or begin a comment. Values have four
 * significant digits; rows of places that several series share are there once.
 */
public final class ScriptJson {

    private static final int VALUE_DIGITS = 4;
    private static final int PLACE_DIGITS = 7;

    private ScriptJson() {}

    private static final class Escapes extends CharacterEscapes {

        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            for (char c : new char[] {'<', '>', '&', '\''}) {
                codes[c] = ESCAPE_STANDARD;
            }
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return new SerializedString(String.format(Locale.ROOT, "\\u%04x", c));
        }
    }

    public static String of(Map<String, Chart> charts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setCharacterEscapes(new Escapes());
            json.writeStartObject();
            for (Map.Entry<String, Chart> chart : charts.entrySet()) {
                json.writeFieldName(chart.getKey());
                chart(json, chart.getValue());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void chart(JsonGenerator json, Chart chart) throws IOException {
        IdentityHashMap<DoubleSeries, Integer> rows = new IdentityHashMap<>();
        List<DoubleSeries> places = new ArrayList<>();
        json.writeStartObject();
        axis(json, "x", chart.x());
        axis(json, "y", chart.y());
        json.writeArrayFieldStart("series");
        for (Series series : chart.series()) {
            json.writeStartObject();
            json.writeStringField("name", series.name());
            json.writeStringField("look", series.look().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("x", rows.computeIfAbsent(series.x(), row -> {
                places.add(row);
                return places.size() - 1;
            }));
            json.writeFieldName("y");
            row(json, series.y(), VALUE_DIGITS);
            texts(json, "labels", series.labels());
            if (series.tone() != Series.Tone.PLAIN) {
                json.writeStringField("tone", series.tone().name().toLowerCase(Locale.ROOT));
            }
            if (!series.shown()) {
                json.writeBooleanField("hidden", true);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        for (DoubleSeries row : places) {
            row(json, row, PLACE_DIGITS);
        }
        json.writeEndArray();
        marks(json, chart);
        json.writeEndObject();
    }

    private static void marks(JsonGenerator json, Chart chart) throws IOException {
        json.writeArrayFieldStart("bands");
        for (Band band : chart.bands()) {
            json.writeStartObject();
            number(json, "from", band.from());
            number(json, "to", band.to());
            json.writeStringField("label", band.label());
            json.writeBooleanField("counts", band.counts());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rules");
        for (ReferenceLine rule : chart.rules()) {
            json.writeStartObject();
            json.writeBooleanField("vertical", rule.vertical());
            number(json, "at", rule.at());
            json.writeStringField("label", rule.label());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void axis(JsonGenerator json, String name, Axis axis) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("title", axis.title());
        json.writeStringField("unit", axis.unit());
        json.writeStringField("scale", axis.scale().name().toLowerCase(Locale.ROOT));
        texts(json, "names", axis.names());
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        if (!texts.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
        }
    }

    private static void row(JsonGenerator json, DoubleSeries row, int digits) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < row.size(); i++) {
            if (Double.isFinite(row.at(i))) {
                number(json, row.at(i), digits);
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        number(json, value, PLACE_DIGITS);
    }

    private static void number(JsonGenerator json, double value, int digits) throws IOException {
        double rounded = rounded(value, digits);
        if (rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15) {
            json.writeNumber((long) rounded);
        } else {
            json.writeNumber(rounded);
        }
    }

    static double rounded(double value, int digits) {
        if (value == 0) {
            return 0;
        }
        int places = digits - 1 - (int) Math.floor(Math.log10(Math.abs(value)));
        double power = Math.pow(10, Math.abs(places));
        return places >= 0 ? Math.rint(value * power) / power : Math.rint(value / power) * power;
    }
}
