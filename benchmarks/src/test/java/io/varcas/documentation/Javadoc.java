package io.varcas.documentation;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * The javadoc comment of a declaration that users can see.
 *
 * @param file source file
 * @param line line of the declaration, from 1
 * @param type simple name of the type that it belongs to, or that it is
 * @param member name of the method, field or constant; empty for the type itself
 * @param defaultValue default of an annotation member as the source has it; null for anything else
 * @param text the comment without its asterisks, as it is written
 */
record Javadoc(
        Path file,
        long line,
        String type,
        String member,
        @Nullable String defaultValue,
        String text) {

    /** Reads the comments of all public and protected declarations in the source files below some folders. */
    static List<Javadoc> below(List<Path> folders) throws IOException {
        List<Javadoc> found = new ArrayList<>();
        SourceFiles.parse(folders, (trees, unit) -> new Scanner(trees, unit, found).scan(new TreePath(unit), null));
        return found;
    }

    /** Returns the description without block tags, its inline tags written as Markdown. */
    String markdown() {
        String prose = text.replaceAll("(?s)<pre>.*?</pre>", "");
        return prose.split("(?m)^\\s*@\\w+", 2)[0]
                .replaceAll("\\{@code\\s+((?:[^{}]|\\{[^}]*})*)}", "`$1`")
                .replaceAll("\\{@link(?:plain)?\\s+([^\\s}]+)\\s+([^}]+)}", "$2")
                .replaceAll("\\{@link\\s+(?:[\\w.]+)?#(\\w+)(?:\\(\\))?}", "`$1`")
                .replaceAll("\\{@link\\s+(\\w+)}", "`$1`")
                .replaceAll("</?(?:p|ol|ul|li|em|b|i)>", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** Returns the first sentence of that. */
    String firstSentence() {
        String all = markdown();
        int end = all.indexOf(". ");
        return end < 0 ? all : all.substring(0, end + 1);
    }

    @Override
    public String toString() {
        return file.getFileName() + ":" + line;
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private static final Set<Modifier> VISIBLE = Set.of(Modifier.PUBLIC, Modifier.PROTECTED);

        private final DocTrees trees;
        private final CompilationUnitTree unit;
        private final List<Javadoc> found;

        Scanner(DocTrees trees, CompilationUnitTree unit, List<Javadoc> found) {
            this.trees = trees;
            this.unit = unit;
            this.found = found;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            if (isVisible(type.getModifiers())) {
                add(type.getSimpleName().toString(), "", null);
                super.visitClass(type, null);
            }
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            if (isVisible(method.getModifiers())) {
                Tree value = method.getDefaultValue();
                add(enclosing(), method.getName().toString(), value == null ? null : value.toString());
            }
            return null;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree field, @Nullable Void nothing) {
            if (isVisible(field.getModifiers())) {
                add(enclosing(), field.getName().toString(), null);
            }
            return null;
        }

        @Override
        public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void nothing) {
            return null;
        }

        private boolean isVisible(ModifiersTree modifiers) {
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            boolean implicit = parent.getKind() == Tree.Kind.INTERFACE || parent.getKind() == Tree.Kind.ANNOTATION_TYPE;
            return (implicit && !modifiers.getFlags().contains(Modifier.PRIVATE))
                    || modifiers.getFlags().stream().anyMatch(VISIBLE::contains);
        }

        private String enclosing() {
            return ((ClassTree) getCurrentPath().getParentPath().getLeaf())
                    .getSimpleName()
                    .toString();
        }

        private void add(String type, String member, @Nullable String defaultValue) {
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                long position = trees.getSourcePositions()
                        .getStartPosition(unit, getCurrentPath().getLeaf());
                found.add(new Javadoc(
                        Path.of(unit.getSourceFile().toUri()),
                        unit.getLineMap().getLineNumber(position),
                        type,
                        member,
                        defaultValue,
                        String.valueOf(trees.getDocComment(getCurrentPath()))));
            }
        }
    }
}
