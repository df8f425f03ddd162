package io.varcas.reports.data;

import io.varcas.text.ForeignText;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes suites in the form that Ant's JUnit task began and every CI reads. XML 1.0 has no notation for most control characters, which
 * error texts of servers may hold: they are replaced.
 */
final class JunitXml {

    private JunitXml() {}

    static void write(String name, Duration duration, List<JunitSuite> suites, OutputStream out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            line(xml);
            xml.writeStartElement("testsuites");
            attribute(xml, "name", name);
            attribute(xml, "time", seconds(duration));
            counts(xml, suites);
            line(xml);
            for (JunitSuite suite : suites) {
                write(xml, suite);
            }
            xml.writeEndElement();
            line(xml);
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException unwritable) {
            throw new IOException("JUnit XML could not be written: " + unwritable.getMessage(), unwritable);
        }
    }

    private static void write(XMLStreamWriter xml, JunitSuite suite) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute(xml, "name", suite.name());
        attribute(xml, "timestamp", suite.started().toString());
        counts(xml, List.of(suite));
        line(xml);
        for (JunitSuite.Case one : suite.cases()) {
            xml.writeStartElement("testcase");
            attribute(xml, "classname", suite.className());
            attribute(xml, "name", suite.name() + ": " + one.name());
            if (one.problem().isPresent()) {
                problem(xml, one.problem().get());
            }
            xml.writeEndElement();
            line(xml);
        }
        xml.writeEndElement();
        line(xml);
    }

    private static void problem(XMLStreamWriter xml, JunitSuite.Problem problem) throws XMLStreamException {
        xml.writeStartElement(problem.kind().name().toLowerCase(Locale.ROOT));
        attribute(xml, "type", problem.type());
        attribute(xml, "message", problem.message());
        xml.writeCharacters(ForeignText.lines(problem.text()));
        xml.writeEndElement();
    }

    private static void counts(XMLStreamWriter xml, List<JunitSuite> suites) throws XMLStreamException {
        attribute(
                xml,
                "tests",
                suites.stream().mapToLong(suite -> suite.cases().size()).sum());
        attribute(xml, "failures", count(suites, JunitSuite.Kind.FAILURE));
        attribute(xml, "errors", count(suites, JunitSuite.Kind.ERROR));
        attribute(xml, "skipped", count(suites, JunitSuite.Kind.SKIPPED));
    }

    private static long count(List<JunitSuite> suites, JunitSuite.Kind kind) {
        return suites.stream().mapToLong(suite -> suite.count(kind)).sum();
    }

    private static void attribute(XMLStreamWriter xml, String name, Object value) throws XMLStreamException {
        xml.writeAttribute(name, ForeignText.lines(value.toString()));
    }

    private static void line(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1e3);
    }
}
