package io.varcas.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.setting.DidYouMean;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;

/** The readers there are: those that come with Varcas and those of users. */
public final class DatasetReaders {

    private DatasetReaders() {}

    /**
     * Makes one reader of each kind.
     *
     * @param loader where readers are looked for
     */
    public static List<DatasetReader> all(ClassLoader loader) {
        return StreamSupport.stream(
                        ServiceLoader.load(DatasetReader.class, loader).spliterator(), false)
                .toList();
    }

    /** Makes the reader that a spec names, if it names one, or that recognises a record, if one does. */
    static Optional<DatasetReader> recognising(DatasetSpec spec, JsonNode record, ClassLoader loader) {
        return spec.format().equals(Dataset.AUTO)
                ? all(loader).stream()
                        .filter(reader -> reader.recognises(record))
                        .findFirst()
                : Optional.of(find(spec, record, loader));
    }

    /** Makes the reader that a spec names, or that recognises the first record. */
    static DatasetReader find(DatasetSpec spec, JsonNode first, ClassLoader loader) {
        List<DatasetReader> readers = all(loader);
        List<String> names = readers.stream().map(DatasetReader::name).toList();
        if (spec.format().equals(Dataset.AUTO)) {
            return readers.stream()
                    .filter(reader -> reader.recognises(first))
                    .findFirst()
                    .orElseThrow(() -> new DatasetException(spec.path()
                            + ": no reader recognises it; say what it is with dataset.format, one of "
                            + String.join(", ", names)));
        }
        return readers.stream()
                .filter(reader -> reader.name().equals(spec.format()))
                .findFirst()
                .orElseGet(() -> ofClass(spec.format(), names, loader));
    }

    private static DatasetReader ofClass(String name, List<String> names, ClassLoader loader) {
        try {
            return Class.forName(name, true, loader)
                    .asSubclass(DatasetReader.class)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException absent) {
            throw new DatasetException("unknown dataset.format \"" + name + "\"" + DidYouMean.hint(name, names));
        } catch (ClassCastException other) {
            throw new DatasetException(
                    "dataset.format " + name + " does not implement " + DatasetReader.class.getName());
        } catch (ReflectiveOperationException broken) {
            throw new DatasetException("dataset.format " + name
                    + " cannot be made; it must be public with a public constructor without parameters (" + broken
                    + ")");
        }
    }
}
