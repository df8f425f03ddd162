package io.varcas.processor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the name of the type that a source declares first. */
final class SourceName {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?=\\S)[^{\\n]*?\\b(?:class|interface|enum|record) (\\w+)");

    private SourceName() {}

    static String of(String source) {
        Matcher type = TYPE.matcher(source);
        if (!type.find()) {
            throw new IllegalArgumentException("no type in " + source);
        }
        Matcher inPackage = PACKAGE.matcher(source);
        return inPackage.find() ? inPackage.group(1) + "." + type.group(1) : type.group(1);
    }
}
