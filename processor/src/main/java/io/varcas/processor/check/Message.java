package io.varcas.processor.check;

import org.jspecify.annotations.Nullable;

/**
 * The messages of the processor. The meaning of a code never changes. Each message states the problem, the value, the
 * rule and the nearest valid choice.
 */
public enum Message {
    /** The annotated type is not a class. */
    CLS001("%s is %s; a workload must be a class: declare it as class %s"),
    /** An abstract workload. */
    CLS002("%s is abstract, so it cannot be run; remove abstract, or put the annotation on a concrete subclass"),
    /** A generic workload. */
    CLS003("%s is generic (<%s>), but a workload must not have type parameters; put the annotation on a subclass"
            + " that sets them: class %s extends %s<...>"),
    /** The generated runner cannot reach the workload. */
    CLS004("%s cannot be reached by its runner, because %s is private; make it package-private or public"),
    /** An inner class. */
    CLS005("%s is an inner class, so it cannot be created alone; make it static"),
    /** The workload has no constructor without parameters. */
    CLS006("%s has no constructor without parameters; add %s() {}, and take what it needs from @Param fields or in a"
            + " @Setup method"),
    /** A private constructor. */
    CLS007("the constructor of %s is private; make it package-private or public"),
    /** A constructor that throws. */
    CLS008("the constructor of %s throws %s; do what may fail in a @Setup method, which may throw anything"),
    /** The workload is in the unnamed package. */
    CLS009("%s is in the unnamed package, from which the list of workloads cannot be imported; add a package"
            + " declaration, such as package benchmarks;"),
    /** The name of the runner is taken. */
    CLS010("the runner of %s is to be named %s, but there is such a class already; rename one of the two"),
    /** The workload name contains invalid characters. */
    CLS011("workload name \"%s\" must consist of letters, digits, dots, dashes and underscores, because results are"
            + " filed under it; did you mean \"%s\"?"),
    /** Two workloads have the same name. */
    CLS012("two workloads are named \"%s\": %s and %s; give one of them another @Workload(name = ...)"),
    /** An annotation has no effect in this place. */
    CLS013(
            "@%s has no effect here, because %s is not a workload; add @Workload, or make it abstract if workloads"
                    + " extend it",
            false),
    /** A module does not provide its runners. */
    CLS014(
            "%s is in the module %s, where a ServiceLoader finds only what is declared; add to module-info.java:"
                    + " provides %s with %s;",
            false),

    /** A value that breaks its setting's rule. */
    SET001("%s"),
    /** A unit without its number. */
    SET002("timeUnit = %s has no effect without time; write @%s(time = ..., timeUnit = %s)"),

    /** A time was probably meant in another unit. */
    SET003(
            "time = %s is %s, because its unit is seconds; did you mean timeUnit = TimeUnit.MILLISECONDS? If not, write"
                    + " timeUnit = TimeUnit.SECONDS",
            false),

    /** min above max. */
    LEN001("%s.min = %s is above %s.max = %s; did you swap them?"),
    /** mean below min. */
    LEN002("%s.mean = %s is below %s.min = %s; it must be from %s to %s"),
    /** mean above max. */
    LEN003("%s.mean = %s is above %s.max = %s; it must be from %s to %s"),

    /** The hardware has no accelerator and no instance. */
    HRD001("the hardware has no name; add accelerator = \"h100\", or instance = ..."),
    /** The hardware is inconsistent. */
    HRD002("%s"),
    /** The model does not fit. */
    HRD003("%s", false),

    /** Open and closed loop in the same place. */
    LOD001("a load is open (@OpenLoop: users arrive at a rate) or closed (@ClosedLoop: users wait for each"
            + " response), never both; remove one of them"),
    /** A parameter of the other load shape. */
    LOD002("the parameter %s makes the load %s, but %s makes it %s; remove one of them"),
    /** Short and long form of a length. */
    LOD003("the parameter %s fixes the length, but @%s describes a distribution of it; remove one of them"),
    /** Parameters of the arrival process are inconsistent. */
    LOD004("%s"),

    /** The objective has no bound. */
    SLA001("the objective on %s has no bound; add atMost = ... or atLeast = ..."),
    /** The objective has two bounds. */
    SLA002("the objective on %s has both atMost = %s and atLeast = %s; write one @Sla for each"),
    /** The unit does not fit the metric. */
    SLA003("unit = %s does not fit %s, which is measured in %s; use one of %s, or leave the unit out"),
    /** Unknown metric. */
    SLA004("%s"),
    /** The bound is not a finite number, or no value can meet or miss it. */
    SLA005("%s = %s is no bound for %s: it must be a finite number of at least 0%s"),
    /** A share above 1. */
    SLA006("%s = %s is no bound for %s, which is a share from 0 to 1%s"),
    /** The same objective twice. */
    SLA007("there are two objectives %s on %s; remove one of them"),
    /** Two objectives exclude each other. */
    SLA008("nothing can meet both %s atMost %s and atLeast %s; did you swap them?"),
    /** An accuracy objective without ground truth. */
    SLA009("%s is measured only against references; add @GroundTruth(dataset = ...), or remove this objective"),
    /** A streaming objective without streaming. */
    SLA010(
            "%s cannot be measured without streaming, so this objective is not measured as long as streaming = false",
            false),
    /** The objective exceeds the offered load. */
    SLA011(
            "no server can reach %s atLeast %s, because only %s requests per second are offered (@OpenLoop); raise the"
                    + " rate, or lower the bound",
            false),
    /** Negative number of samples. */
    SLA012("minSamples = %s of the objective on %s must be at least 0"),
    /** The bound is below a millisecond and was probably meant in seconds. */
    SLA013("%s atMost %s is below one millisecond; did you mean unit = Unit.SECONDS? If not, write the unit", false),
    /** The direction of the objective favors worse servers. */
    SLA014("%s %s %s is met by servers that are worse: %s is better; did you mean %s?", false),
    /** The load is too short for the percentile. */
    SLA015(
            "%s needs %s requests, and this load makes about %s in its measured iterations, so this objective cannot"
                    + " be met; measure longer (@Measurement), raise the rate, or choose %s",
            false),

    /** A final parameter. */
    PAR001("the parameter %s is final, so its values cannot be assigned; remove final"),
    /** A private parameter. */
    PAR002("the parameter %s is private, so the runner cannot assign it; make it package-private"),
    /** A static parameter. */
    PAR003("the parameter %s is static, but belongs to one workload object; remove static"),
    /** The field has an unsupported type. */
    PAR004("the parameter %s is of type %s; it must be String, an enum, or a primitive or a box of one"),
    /** A value cannot be parsed. */
    PAR005("%s"),
    /** No values. */
    PAR006("the parameter %s has no values; write @Param({...}) with at least one (only an enum has values of its"
            + " own)"),
    /** A value twice. */
    PAR007("the parameter %s has the value \"%s\" twice; it would be run twice under one name: remove one"),
    /** A value breaks the rule of the setting with the name of the field. */
    PAR008("%s; a parameter named like a setting sets it: correct the value, or rename the field"),
    /** A field of a superclass in another package is not accessible. */
    PAR009("the parameter %s is declared in %s and not public, so the runner in package %s cannot assign it; make it"
            + " public"),
    /** Two fields of one name. */
    PAR010("the parameter %s of %s is hidden by a field of the same name in %s; rename one of them"),
    /** A private enum. */
    PAR011("the parameter %s is of the enum %s, which the runner in package %s cannot reach; make it package-private or"
            + " public"),

    /** Two prompt methods. */
    PRM001("%s has %s @Prompt methods (%s); a workload has at most one"),
    /** The prompt method has unsupported parameters. */
    PRM002("the @Prompt method %s takes (%s); it must take an io.varcas.workload.PromptContext or nothing"),
    /** The prompt method has an unsupported return type. */
    PRM003("the @Prompt method %s returns %s; it must return String or io.varcas.workload.ChatPrompt"),

    /** A fixture with parameters. */
    FIX001("the @%s method %s takes (%s); it must take nothing"),
    /** A fixture method returns a value. */
    FIX002("the @%s method %s returns %s; it must return void"),

    /** A static method. */
    MTH001("the @%s method %s is static, but is called on one workload object; remove static"),
    /** A private method. */
    MTH002("the @%s method %s is private, so the runner cannot call it; make it package-private"),
    /** A generic method. */
    MTH003("the @%s method %s is generic; remove its type parameters"),
    /** A method of a superclass in another package is not accessible. */
    MTH004("the @%s method %s is declared in %s and not public, so the runner in package %s cannot call it; make it"
            + " public, or override it"),

    /** An unknown profiler. */
    PRO001("unknown profiler \"%s\"%s", false),
    /** The named class is not a profiler. */
    PRO002("profiler %s %s"),
    /** Wrong options of a profiler. */
    PRO004("%s"),
    /** A profiler twice. */
    PRO003("the profiler \"%s\" is named twice; remove one"),

    /** A flag of the server whose name or value cannot be right. */
    FLG001("%s"),
    /** Unknown flag of the server. */
    FLG002("server flag %s is unknown to %s%s", false),
    /** A flag of the server twice. */
    FLG003("the server flag %s is set twice here; remove one, or write both values in one @ServerFlag to sweep over"
            + " them"),

    /** The ground truth has no dataset. */
    GTR001("@GroundTruth has no dataset; add dataset = \"....jsonl\", a resource or file of prompts and references"),
    /** Unknown scorer. */
    GTR002("unknown scorer \"%s\"%s", false),
    /** The named class is not a scorer. */
    GTR003("scorer %s %s"),
    /** The file of ground truth does not exist at compile time. */
    GTR006(
            "ground truth \"%s\" is neither a resource on the class path nor a file now%s; it must be there when the"
                    + " workload is run",
            false),

    /** The dataset has no path. */
    DAT001("@Dataset has no path; add path = \"...\", a file or resource of requests"),
    /** The file does not exist at compile time. */
    DAT002(
            "dataset \"%s\" is neither a resource on the class path nor a file now; it must be there when the workload"
                    + " is run",
            false),
    /** Unknown format. */
    DAT003("unknown dataset format \"%s\"%s", false),
    /** The named class is not a dataset reader. */
    DAT004("dataset reader %s %s"),

    /** A bug in Varcas. */
    INT001("internal error in %s at %s, not a fault of yours: please report this line and the class (%s)"),
    /** A file cannot be written. */
    INT002("%s cannot be written: %s");

    private final String template;
    private final boolean error;

    Message(String template) {
        this(template, true);
    }

    Message(String template, boolean error) {
        this.template = template;
        this.error = error;
    }

    boolean isError() {
        return error;
    }

    /**
     * Returns the line that the user sees.
     *
     * @param values what the text names, in its order
     */
    public String line(@Nullable Object... values) {
        return "[" + this + "] " + text(values);
    }

    String text(@Nullable Object... values) {
        return String.format(template, values);
    }
}
