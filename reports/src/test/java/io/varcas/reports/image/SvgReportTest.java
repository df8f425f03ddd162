package io.varcas.reports.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.reports.chart.Axis;
import io.varcas.reports.chart.Axis.Scale;
import io.varcas.reports.sample.FailedTrial;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.ResultBundle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class SvgReportTest {

    @TempDir
    Path folder;

    private static Document draw(ResultBundle bundle) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SvgReport().write(bundle, out);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(out.toByteArray()));
    }

    private static List<String> texts(Document svg, String tag) {
        List<String> texts = new ArrayList<>();
        NodeList nodes = svg.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    @Test
    void drawsTheMainChartsOfASweepWithoutABrowser() throws Exception {
        Document svg = draw(SampleBundle.write(
                folder,
                SampleLoad.open(20).ofRequests(400, 6),
                SampleLoad.open(40).ofRequests(400, 6)));

        assertThat(texts(svg, "text"))
                .contains("Throughput and TTFT", "Pareto front", "TTFT by percentile", "TTFT over time")
                .contains("Offered against completed", "Roofline of 1 x H100 SXM", "decode b=32, context 512")
                .anyMatch(text -> text.contains("SIMULATED"));
        assertThat(texts(svg, "title")).contains("decode b=32, context 512: 71 TFLOP/s");
    }

    @Test
    void reportsThatAFailedTrialMeasuredNothing() throws Exception {
        Document svg = draw(new ResultBundle(
                folder, SampleBundle.run("failed <1> \u0001", List.of(FailedTrial.because("went away")))));

        assertThat(texts(svg, "text")).contains("nothing was measured").anyMatch(text -> text.contains("failed <1>"));
    }

    @Test
    void givesEachNineTheSameRoomAndNamesTheUsualPercentiles() {
        io.varcas.reports.image.Scale scale =
                io.varcas.reports.image.Scale.of(new Axis("percentile", "%", Scale.TAIL), DoubleStream.of(1, 1000));

        assertThat(scale.place(10)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(scale.place(100)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(scale.ticks().stream().map(scale::text)).containsExactly("0", "50", "75", "90", "95", "99", "99.9");
    }

    @Test
    void showsFiveDecadesAtMost() {
        io.varcas.reports.image.Scale scale =
                io.varcas.reports.image.Scale.of(new Axis("latency", "ms", Scale.LOG), DoubleStream.of(1e-5, 1000));

        assertThat(scale.place(1e-5)).isNegative();
        assertThat(scale.place(1000)).isBetween(0.9, 1.0);
        assertThat(scale.place(0)).isNaN();
    }
}
