package io.varcas.processor.read;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import io.varcas.processor.read.CompilerPosition.Repetition;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Points into one of several annotations of a repeatable type. {@code Messager} cannot: it looks for the container that the
 * compiler wrapped them into, which is nowhere in the source. The public tree interface of javac can; where there is none, as
 * under other compilers and wrapped environments, the fault points at the class.
 */
final class RepeatedTrees {

    private final Trees trees;

    private RepeatedTrees(Trees trees) {
        this.trees = trees;
    }

    static Optional<RepeatedTrees> of(ProcessingEnvironment environment) {
        try {
            return Optional.of(new RepeatedTrees(Trees.instance(environment)));
        } catch (IllegalArgumentException | LinkageError notJavac) {
            return Optional.empty();
        }
    }

    /** Prints a message there, if that place can be found. */
    boolean print(Diagnostic.Kind kind, String text, Element element, Repetition repetition) {
        TreePath path = element instanceof TypeElement ? trees.getPath(element) : null;
        if (path == null || !(path.getLeaf() instanceof ClassTree type)) {
            return false;
        }
        List<? extends AnnotationTree> repeated = type.getModifiers().getAnnotations().stream()
                .filter(annotation -> isOf(path, annotation, repetition.annotation()))
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

    private boolean isOf(TreePath type, AnnotationTree annotation, String name) {
        TreePath path = new TreePath(new TreePath(type, annotation), annotation.getAnnotationType());
        return trees.getElement(path) instanceof TypeElement element
                && element.getQualifiedName().contentEquals(name);
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
