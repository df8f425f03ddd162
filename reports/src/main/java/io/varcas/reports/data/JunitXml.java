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
 * Writes suites in the part of Ant's JUnit format that the schemas of Surefire (3.0.2, each {@code testsuite}) and of Jenkins' xUnit plug-in
 * (junit-10, the whole) both allow: {@code testsuites} counts no skipped cases, a {@code testcase} has a time, {@code skipped} has no type.
 * XML 1.0 has no notation for most control characters,
 * which error texts of servers may hold: they are replaced.
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
            counts(xml, suites, JunitSuite.Kind.FAILURE, JunitSuite.Kind.ERROR);
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
        attribute(xml, "time", seconds(suite.time()));
        attribute(xml, "timestamp", suite.started());
        counts(xml, List.of(suite), JunitSuite.Kind.values());
        line(xml);
        for (JunitSuite.Case one : suite.cases()) {
            xml.writeStartElement("testcase");
            attribute(xml, "classname", suite.className());
            attribute(xml, "name", suite.name() + ": " + one.name());
            attribute(xml, "time", seconds(one.time()));
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
        if (problem.kind() != JunitSuite.Kind.SKIPPED) {
            attribute(xml, "type", problem.type());
        }
        attribute(xml, "message", problem.message());
        xml.writeCharacters(ForeignText.lines(problem.text()));
        xml.writeEndElement();
    }

    private static void counts(XMLStreamWriter xml, List<JunitSuite> suites, JunitSuite.Kind... kinds)
            throws XMLStreamException {
        attribute(
                xml,
                "tests",
                suites.stream().mapToLong(suite -> suite.cases().size()).sum());
        for (JunitSuite.Kind kind : kinds) {
            attribute(xml, kind.counter(), count(suites, kind));
        }
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
