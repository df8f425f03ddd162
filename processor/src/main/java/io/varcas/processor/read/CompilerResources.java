package io.varcas.processor.read;

import io.varcas.processor.check.ResourceLookup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.StandardLocation;

/** Looks for resources where the compiler does, and for files in the directory that it runs in. */
public final class CompilerResources implements ResourceLookup {

    private static final List<StandardLocation> LOCATIONS =
            List.of(StandardLocation.CLASS_OUTPUT, StandardLocation.CLASS_PATH, StandardLocation.SOURCE_PATH);

    private final Filer filer;

    /** Creates a lookup. */
    public CompilerResources(ProcessingEnvironment environment) {
        this.filer = environment.getFiler();
    }

    @Override
    public boolean exists(String name) {
        return isFile(name)
                || (isRelative(name) && LOCATIONS.stream().anyMatch(location -> isResource(location, name)));
    }

    private boolean isResource(StandardLocation location, String name) {
        try (InputStream resource = filer.getResource(location, "", name).openInputStream()) {
            return resource != null;
        } catch (IOException absent) {
            return false;
        } catch (RuntimeException cannotTell) {
            return true; // the compiler takes no names with blanks, for one; the run will tell
        }
    }

    private static boolean isRelative(String name) {
        return !name.startsWith("/") && Stream.of(name.split("/")).noneMatch(part -> part.equals(".."));
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }
}
