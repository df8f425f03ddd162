package io.varcas.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.file.DatasetException;
import io.varcas.setting.type.SettingException;
import java.util.Map;
import java.util.Optional;

/** The readers there are: those that come with Varcas and those of users. */
final class DatasetReaders {

    private DatasetReaders() {}

    /** Makes the reader that a spec names, if it names one, or that recognises a record, if one does. */
    static Optional<DatasetReader> recognising(DatasetSpec spec, JsonNode record, ClassLoader loader) {
        return spec.format().equals(Dataset.AUTO)
                ? DatasetReader.extensions().all(loader).values().stream()
                        .filter(reader -> reader.recognises(record))
                        .findFirst()
                : Optional.of(find(spec, record, loader));
    }

    /** Makes the reader that a spec names, or that recognises the first record. */
    static DatasetReader find(DatasetSpec spec, JsonNode first, ClassLoader loader) {
        Map<String, DatasetReader> readers = DatasetReader.extensions().all(loader);
        if (spec.format().equals(Dataset.AUTO)) {
            return readers.values().stream()
                    .filter(reader -> reader.recognises(first))
                    .findFirst()
                    .orElseThrow(() -> new DatasetException(spec.path()
                            + ": no reader recognizes it; set dataset.format to one of "
                            + String.join(", ", readers.keySet())));
        }
        try {
            return DatasetReader.extensions().named(spec.format(), loader);
        } catch (SettingException unusable) {
            throw new DatasetException(String.valueOf(unusable.getMessage()));
        }
    }
}
