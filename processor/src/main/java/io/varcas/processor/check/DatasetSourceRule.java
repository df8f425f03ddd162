package io.varcas.processor.check;

import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetReader;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;

/** A dataset must have a file and a format there is. The file itself may be elsewhere when the workload is compiled. */
final class DatasetSourceRule implements Rule {

    private final ResourceLookup resources;
    private final NamedClass reader;

    DatasetSourceRule(TypeLookup types, ResourceLookup resources) {
        this.resources = resources;
        this.reader = new NamedClass(Dataset.class, DatasetReader.extensions(), Message.DAT003, Message.DAT004, types);
    }

    @Override
    public void check(WorkloadSource source, Violations faults) {
        source.uses(Dataset.class)
                .findFirst()
                .ifPresent(use -> source.nearest(Dataset.class, "path")
                        .ifPresentOrElse(path -> file(path, faults), () -> faults.add(Message.DAT001, use.position())));
        source.uses(Dataset.class).forEach(use -> use.member("format").ifPresent(name -> reader.check(name, faults)));
    }

    private void file(WrittenValue path, Violations faults) {
        if (path.text().isBlank()) {
            faults.add(Message.DAT001, path.position());
        } else if (!resources.exists(path.text())) {
            faults.add(Message.DAT002, path.position(), path.text());
        }
    }
}
