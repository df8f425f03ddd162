package io.varcas.junit;

import io.varcas.fork.Workloads;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.RunVerdict;
import io.varcas.result.TrialResult;
import io.varcas.runner.RunListener;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import io.varcas.runner.TrialPlanner;
import io.varcas.tune.capacity.CapacityListener;
import io.varcas.tune.capacity.MeasuredCapacity;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

/** Runs the workload of a {@link SlaTest} right before its method, which so may prepare a server in {@code @BeforeEach}. */
final class SlaTestExtension
        implements ExecutionCondition, BeforeTestExecutionCallback, ParameterResolver, InvocationInterceptor {

    private static final Set<RunVerdict> DECIDES_NOTHING = Set.of(RunVerdict.FAILED, RunVerdict.INVALID);
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SlaTestExtension.class);

    private static final List<Class<?>> INJECTED = List.of(ResultBundle.class, RunResult.class, TrialResult.class);

    private final Drive drive;

    /** Drives real load; JUnit calls it. */
    SlaTestExtension() {
        this(options -> new MeasuredCapacity(options, new CapacityListener() {}, new RunListener() {})
                .addedTo(new Runner(options).run()));
    }

    SlaTestExtension(Drive drive) {
        this.drive = drive;
    }

    /** Gets a result for options. */
    @FunctionalInterface
    interface Drive {
        ResultBundle run(RunOptions options) throws IOException;
    }

    /** The outcome of a run: the result, and the line that names its report. */
    private record Outcome(ResultBundle bundle, String where) {

        String explain() {
            return Shortfalls.explain(bundle.result()) + System.lineSeparator() + "  " + where;
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<SlaTest> test = annotation(context);
        if (test.isEmpty()) {
            return ConditionEvaluationResult.enabled("no @SlaTest");
        }
        try {
            SlaRun run = resolve(test.get());
            return (run.skipWithoutServer() ? ServerPresence.missing(run) : Optional.<String>empty())
                    .map(ConditionEvaluationResult::disabled)
                    .orElseGet(() -> ConditionEvaluationResult.enabled("nothing speaks against the run"));
        } catch (IllegalArgumentException | UsageException fault) {
            return ConditionEvaluationResult.enabled("what is wrong will be said by the run");
        }
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) throws IOException {
        SlaTest test = annotation(context).orElseThrow();
        Outcome outcome;
        try {
            SlaRun run = resolve(test);
            checkParameters(context.getRequiredTestMethod(), run);
            ResultBundle bundle = drive.run(run.options());
            outcome = new Outcome(bundle, HtmlPage.write(bundle));
        } catch (UsageException fault) {
            throw new ExtensionConfigurationException(
                    "@SlaTest(" + test.value().getSimpleName() + ".class): " + fault.getMessage());
        }
        context.publishReportEntry(
                "varcas.result", outcome.bundle().folder().toAbsolutePath().toString());
        if (DECIDES_NOTHING.contains(outcome.bundle().result().verdict())) {
            throw new AssertionFailedError(outcome.explain());
        }
        context.getStore(NAMESPACE).put(Outcome.class, outcome);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Outcome outcome = Objects.requireNonNull(outcome(context), "the run comes before the method");
        RunVerdict verdict = outcome.bundle().result().verdict();
        boolean judgesItself =
                verdict == RunVerdict.NO_OBJECTIVES && method.getExecutable().getParameterCount() > 0;
        AssertionFailedError notMet =
                verdict == RunVerdict.MET || judgesItself ? null : new AssertionFailedError(outcome.explain());
        try {
            invocation.proceed();
        } catch (Throwable own) {
            if (notMet == null) {
                throw own;
            }
            throw isSaidBy(notMet, own) ? notMet : new MultipleFailuresError("", List.of(notMet, own));
        }
        if (notMet != null) {
            throw notMet;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return INJECTED.contains(parameter.getParameter().getType()) && outcome(context) != null;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ResultBundle bundle = Objects.requireNonNull(outcome(context)).bundle();
        Class<?> type = parameter.getParameter().getType();
        if (type == ResultBundle.class) {
            return bundle;
        }
        return type == RunResult.class
                ? bundle.result()
                : bundle.result().trials().get(0);
    }

    private static @Nullable Outcome outcome(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Outcome.class, Outcome.class);
    }

    private static Optional<SlaTest> annotation(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), SlaTest.class);
    }

    private static SlaRun resolve(SlaTest test) {
        var properties = System.getProperties();
        Overrides overrides = new Overrides(
                properties.stringPropertyNames().stream()
                        .collect(Collectors.toMap(name -> name, properties::getProperty)),
                System.getenv());
        return SlaRun.of(test, overrides, Workloads.discover());
    }

    /** Finds out before the run, not after it, that there will be several trials for a method that takes one. */
    private static void checkParameters(Method method, SlaRun run) {
        int trials =
                new TrialPlanner(run.options()).plan(List.of(run.workload())).size();
        if (trials > 1 && Arrays.asList(method.getParameterTypes()).contains(TrialResult.class)) {
            throw new UsageException(method.getName() + " takes a TrialResult, and the run has " + trials
                    + " trials; use a RunResult parameter and its trials()");
        }
    }

    /** Returns whether the method says of the objectives no more than what is said anyway. */
    private static boolean isSaidBy(AssertionFailedError notMet, Throwable own) {
        String said = own.getMessage();
        return own instanceof AssertionError
                && said != null
                && String.valueOf(notMet.getMessage()).startsWith(said);
    }
}
