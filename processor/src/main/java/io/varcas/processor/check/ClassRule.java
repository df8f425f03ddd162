package io.varcas.processor.check;

import io.varcas.processor.model.ClassShape;
import io.varcas.processor.model.WorkloadSource;

/** The runner must be able to name the class and to create its object. */
final class ClassRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        ClassShape shape = source.shape();
        String name = shape.ref().simpleName();
        if (shape.ref().packageName().isEmpty()) {
            faults.add(Message.CLS009, shape.position(), name);
        }
        if (!shape.kind().equals("class")) {
            faults.add(Message.CLS001, shape.position(), name, article(shape.kind()), name);
            return;
        }
        if (shape.isAbstract()) {
            faults.add(Message.CLS002, shape.position(), name);
        }
        if (!shape.typeParameters().isEmpty()) {
            faults.add(
                    Message.CLS003,
                    shape.position(),
                    name,
                    String.join(", ", shape.typeParameters()),
                    "My" + name,
                    name);
        }
        shape.hidden().ifPresent(hidden -> faults.add(Message.CLS004, shape.position(), name, hidden));
        if (shape.isInner()) {
            faults.add(Message.CLS005, shape.position(), name);
        }
        constructor(shape, faults);
    }

    private static void constructor(ClassShape shape, Violations faults) {
        String name = shape.ref().simpleName();
        if (shape.constructor().isEmpty()) {
            faults.add(Message.CLS006, shape.position(), name, name);
        }
        shape.constructor().ifPresent(constructor -> {
            if (constructor.isPrivate()) {
                faults.add(Message.CLS007, constructor.position(), name);
            }
            if (!constructor.checkedExceptions().isEmpty()) {
                faults.add(
                        Message.CLS008,
                        constructor.position(),
                        name,
                        String.join(", ", constructor.checkedExceptions()));
            }
        });
    }

    private static String article(String kind) {
        return (kind.equals("enum") || kind.equals("interface") ? "an " : "a ") + kind;
    }
}
