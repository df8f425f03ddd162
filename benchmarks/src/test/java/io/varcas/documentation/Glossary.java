package io.varcas.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Terms that user-visible text must not contain, and the terms to use instead. */
final class Glossary {

    /** A refused term. */
    private record Term(Pattern refused, String instead) {

        Term(String refused, String instead) {
            this(Pattern.compile("\\b(?:" + refused + ")\\b"), instead);
        }
    }

    private static final List<Term> TERMS = List.of(
            new Term("[Aa]nswers?", "response (the bytes) or output (the text)"),
            new Term("([Mm]easured|[Ww]arm-up|[Mm]easurement|last) windows?", "iteration or measurement phase"),
            new Term("[Tt]ext events?", "chunk with text"),
            new Term("[Bb]lanks", "spaces"),
            new Term("[Ll]etters(?!, digits)", "characters"),
            new Term("[Bb]eginnings", "prefixes"),
            new Term("[Rr]eckon(s|ed|ing|er)?", "computes, calculator"),
            new Term("equals are|of equals", "identical sides, an A/A test"),
            new Term("[Pp]romis(e|es|ed)", "objective, target"),
            new Term("[Mm]isfits?", "does not fit"),
            new Term("[Ll]ayouts?", "format"),
            new Term("of (one's|your|the user's) own", "custom, user-defined"),
            new Term("(embedded|simulated) server", "simulator"),
            new Term("[Tt]ally|tallies", "count"),
            new Term("[Pp]robes?", "profiler"),
            new Term("[Hh]e|[Hh]is|[Hh]im", "they, their"),
            new Term("[Ww]hoever|[Nn]obody", "the person or part that acts"));

    /** Names that are what they are: code, flags, JSON keys, other tools' and other people's words. */
    private static final Pattern CODE = Pattern.compile(
            "`[^`]*`|\\{@(?:code|link|linkplain)[^{}]*(?:\\{[^{}]*}[^{}]*)*}"
                    + "|<pre>.*?</pre>|@param \\S+|@see \\S+|\\S*[=:]answers?\\S*|answers?=\\S*|\\S+\\.answers?\\b|\"answers?\"");

    /** Text that is not ours, or that the glossary does not mean; each with its reason. */
    private static final List<Pattern> EXCEPTIONS = List.of(
            Pattern.compile("Answer briefly|Answer the question|Answer with|Answer from"), // prompts that a model gets
            Pattern.compile("the of and to in is that it was for"), // the words of the simulated model
            Pattern.compile("layout (?:is|of the (?:page|table)s?)"), // of a page, not of a file
            Pattern.compile("MLPerf's own words"));

    private Glossary() {}

    /** Returns what is refused in a text, with the term to use instead; empty if nothing is. */
    static List<String> violations(String text) {
        String prose = CODE.matcher(text).replaceAll("``");
        List<String> found = new ArrayList<>();
        if (EXCEPTIONS.stream().anyMatch(exception -> exception.matcher(prose).find())) {
            return found;
        }
        for (Term term : TERMS) {
            Matcher refused = term.refused().matcher(prose);
            while (refused.find()) {
                found.add("\"" + refused.group() + "\" (use: " + term.instead() + ") in: " + around(prose, refused));
            }
        }
        return found;
    }

    private static String around(String text, Matcher found) {
        return text.substring(Math.max(0, found.start() - 50), Math.min(text.length(), found.end() + 30));
    }
}
