package io.varcas.documentation;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A string expression of a source file: its literals joined, with {@code ...} for each value between them.
 *
 * @param place file and line
 * @param words the text
 */
record StringLiterals(String place, String words) {

    /** Reads the string expressions of the source files below some folders. */
    static List<StringLiterals> below(List<Path> folders) throws IOException {
        List<StringLiterals> found = new ArrayList<>();
        SourceFiles.parse(folders, (trees, unit) -> new Scanner(trees, unit, found).scan(new TreePath(unit), null));
        return found;
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final DocTrees trees;
        private final CompilationUnitTree unit;
        private final List<StringLiterals> found;

        Scanner(DocTrees trees, CompilationUnitTree unit, List<StringLiterals> found) {
            this.trees = trees;
            this.unit = unit;
            this.found = found;
        }

        @Override
        public @Nullable Void visitBinary(BinaryTree expression, @Nullable Void nothing) {
            if (expression.getKind() != Tree.Kind.PLUS || !hasText(expression)) {
                return super.visitBinary(expression, null);
            }
            StringBuilder words = new StringBuilder();
            operands(expression, operand -> {
                words.append(text(operand));
                if (!(operand instanceof LiteralTree)) {
                    scan(operand, null);
                }
            });
            add(expression, words.toString());
            return null;
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
            if (literal.getValue() instanceof String text) {
                add(literal, text);
            }
            return null;
        }

        private static String text(ExpressionTree operand) {
            return operand instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : "...";
        }

        private static boolean hasText(BinaryTree expression) {
            boolean[] found = {false};
            operands(
                    expression,
                    operand ->
                            found[0] |= operand instanceof LiteralTree literal && literal.getValue() instanceof String);
            return found[0];
        }

        private static void operands(ExpressionTree expression, Consumer<ExpressionTree> visitor) {
            if (expression instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
                operands(sum.getLeftOperand(), visitor);
                operands(sum.getRightOperand(), visitor);
            } else {
                visitor.accept(expression);
            }
        }

        private void add(Tree tree, String words) {
            long position = trees.getSourcePositions().getStartPosition(unit, tree);
            String file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
            found.add(new StringLiterals(file + ":" + unit.getLineMap().getLineNumber(position), words));
        }
    }
}
