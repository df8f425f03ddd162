package io.varcas.reports.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.Outcome;
import io.varcas.reports.sample.FailedTrial;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JunitReportTest {

    @TempDir
    Path folder;

    /** Returns the report, after a check against the schemas of Surefire and Jenkins. */
    private static Document render(ResultBundle bundle) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JunitReport().write(bundle, out);
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JunitReportTest.class.getResource("junit-of-ci.xsd"))
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(out.toByteArray())));
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(out.toByteArray()));
    }

    private static List<Element> all(Document document, String tag) {
        NodeList nodes = document.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Element testCase(Document document, String part) {
        return all(document, "testcase").stream()
                .filter(one -> one.getAttribute("name").contains(part))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hasOneCaseForEachObjective() throws Exception {
        ResultBundle bundle = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(1200, 8));
        Document xml = render(bundle);
        Element suite = all(xml, "testsuite").get(0);

        assertThat(all(xml, "testcase"))
                .hasSize(3 + bundle.result().trials().get(0).objectives().size());
        assertThat(testCase(xml, "ttft.p95 <= 400 ms").getChildNodes().getLength())
                .isZero();
        assertThat(suite.getAttribute("tests")).isEqualTo("7");
        assertThat(suite.getAttribute("failures"))
                .isEqualTo(String.valueOf(all(xml, "failure").size()));
        assertThat(suite.getAttribute("errors"))
                .isEqualTo(String.valueOf(all(xml, "error").size()));
    }

    @Test
    void neverPassesWhatIsUndecided() throws Exception {
        Document xml = render(SampleBundle.write(folder, SampleLoad.open(40).ofRequests(400, 8)));
        Element error = (Element)
                testCase(xml, "ttfa.p99.9").getElementsByTagName("error").item(0);

        assertThat(error.getAttribute("type")).isEqualTo("undecided");
        assertThat(error.getAttribute("message")).contains("is undecided: ");
    }

    @Test
    void reportsWhatABrokenObjectiveMeasuredAndWhy() throws Exception {
        Document xml = render(SampleBundle.write(folder, SampleLoad.open(5).ofRequests(1200, 8)));
        Element failure = (Element)
                testCase(xml, "goodput").getElementsByTagName("failure").item(0);

        assertThat(failure.getAttribute("message"))
                .startsWith("goodput >= 10 req/s is broken: measured ")
                .contains("simulated", "half the fleet's share");
    }

    @Test
    void namesTheFailedRequestsThatMakeAPercentileInfinite() throws Exception {
        SampleLoad load = SampleLoad.open(40).ofRequests(400, 8);
        SampleLoad failing = new SampleLoad(
                load.params(), 40, load.users(), load.warmup(), load.windows(), load.window(), 1, 8, 0.2);
        RunResult result = SampleBundle.write(folder, failing).result();
        TrialResult trial = result.trials().get(0);
        long all = trial.outcomes().values().stream().mapToLong(Long::longValue).sum();
        long failed = all - trial.outcomes().getOrDefault(Outcome.COMPLETED, 0L);
        TrialResult refused =
                trial.toBuilder().errors(Map.of("HTTP 503", failed)).build();
        Element failure =
                (Element) testCase(render(new ResultBundle(folder, result.withTrials(List.of(refused)))), "ttft.p95")
                        .getElementsByTagName("failure")
                        .item(0);

        assertThat(failure.getAttribute("message"))
                .startsWith("ttft.p95 <= 400 ms is broken: measured infinite: " + failed + " of ")
                .contains(" requests failed, HTTP 503 (n=");
    }

    @Test
    void skipsAWarningThatIsNotMet() throws Exception {
        Path file = SampleBundle.write(folder, SampleLoad.open(5).ofRequests(1200, 8))
                .folder()
                .resolve("result.json");
        String json = Files.readString(file);
        String warned = json.replaceFirst(
                "\"metric\" : \"goodput\",\\s*\"atLeast\"",
                "\"metric\" : \"goodput\", \"severity\" : \"warn\", \"atLeast\"");
        assertThat(warned).isNotEqualTo(json);
        Files.writeString(file, warned);
        Element goodput = testCase(render(ResultBundle.open(file)), "goodput");

        assertThat(goodput.getElementsByTagName("failure").getLength()).isZero();
        assertThat(((Element) goodput.getElementsByTagName("skipped").item(0)).getAttribute("message"))
                .startsWith("goodput >= 10 req/s is broken: measured ");
    }

    @Test
    void reportsAFailedTrialAsAnErrorWhateverItsMessageHolds() throws Exception {
        Document xml = render(new ResultBundle(
                folder, SampleBundle.run("failed", List.of(FailedTrial.because("broke \u0000\u001b[31m <&> \uD800")))));

        assertThat(all(xml, "error"))
                .singleElement()
                .satisfies(
                        error -> assertThat(error.getAttribute("message")).startsWith("broke \uFFFD\uFFFD[31m <&> "));
    }

    @Test
    void isWrittenForARunWithoutTrials() throws Exception {
        assertThat(render(new ResultBundle(folder, SampleBundle.run("none", List.of())))
                        .getDocumentElement()
                        .getAttribute("tests"))
                .isEqualTo("0");
    }
}
