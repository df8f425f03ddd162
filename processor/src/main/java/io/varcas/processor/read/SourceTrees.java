package io.varcas.processor.read;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import io.varcas.processor.read.CompilerPosition.Repetition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.tools.Diagnostic;

/**
 * Facts that only the source text contains. The standard interfaces of annotation processing cannot point into one of
 * several annotations of a repeatable type: they look for the container that the compiler wrapped them into, which is
 * nowhere in the source. And in older compilers, JDK 17 among them, they leave annotations out that are yet to be
 * generated. The public tree interface of javac knows both; under other compilers and in wrapped environments there is
 * none, and faults in repeated annotations point at the class.
 */
final class SourceTrees {

    private final Trees trees;

    private SourceTrees(Trees trees) {
        this.trees = trees;
    }

    static Optional<SourceTrees> of(ProcessingEnvironment environment) {
        try {
            return Optional.of(new SourceTrees(Trees.instance(environment)));
        } catch (IllegalArgumentException | LinkageError notJavac) {
            return Optional.empty();
        }
    }

    /** Prints a message at one of several annotations, or in it, if that place can be found. */
    boolean print(Diagnostic.Kind kind, String text, Element element, Repetition repetition) {
        TreePath path = trees.getPath(element);
        if (path == null) {
            return false;
        }
        List<? extends AnnotationTree> repeated = annotations(path.getLeaf()).stream()
                .filter(annotation -> type(path, annotation)
                        .filter(type -> type.getQualifiedName().contentEquals(repetition.annotation()))
                        .isPresent())
                .toList();
        if (repeated.size() != repetition.count()) {
            return false;
        }
        AnnotationTree annotation = repeated.get(repetition.index());
        Tree place =
                repetition.member().flatMap(member -> value(annotation, member)).orElse(annotation);
        trees.printMessage(kind, text, place, path.getCompilationUnit());
        return true;
    }

    /** Returns whether an annotation of a class, its methods or its fields is of a type that is not known (yet). */
    boolean hasUnknownAnnotation(TypeElement element) {
        TreePath path = trees.getPath(element);
        return path != null
                && path.getLeaf() instanceof ClassTree type
                && Stream.concat(Stream.of(type), type.getMembers().stream())
                        .flatMap(tree -> annotations(tree).stream())
                        .anyMatch(annotation -> type(path, annotation)
                                .filter(known -> known.asType().getKind() != TypeKind.ERROR)
                                .isEmpty());
    }

    private static List<? extends AnnotationTree> annotations(Tree tree) {
        if (tree instanceof ClassTree type) {
            return type.getModifiers().getAnnotations();
        }
        if (tree instanceof VariableTree field) {
            return field.getModifiers().getAnnotations();
        }
        return tree instanceof MethodTree method ? method.getModifiers().getAnnotations() : List.of();
    }

    private Optional<TypeElement> type(TreePath annotated, AnnotationTree annotation) {
        TreePath path = new TreePath(new TreePath(annotated, annotation), annotation.getAnnotationType());
        return trees.getElement(path) instanceof TypeElement element ? Optional.of(element) : Optional.empty();
    }

    private static Optional<Tree> value(AnnotationTree annotation, String member) {
        for (ExpressionTree argument : annotation.getArguments()) {
            if (argument instanceof AssignmentTree assignment
                    && assignment.getVariable().toString().equals(member)) {
                return Optional.of(assignment.getExpression());
            }
        }
        return Optional.empty();
    }
}
