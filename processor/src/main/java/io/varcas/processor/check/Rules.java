package io.varcas.processor.check;

import io.varcas.processor.model.WorkloadSource;
import java.util.List;

/** All rules, and which of them hold for what. */
public final class Rules {

    private final List<Rule> ofValues;
    private final List<Rule> ofWorkloads;

    /**
     * Creates the rules.
     *
     * @param types looks up classes that annotations name
     * @param resources looks up resources that annotations name
     */
    public Rules(TypeLookup types, ResourceLookup resources) {
        ofValues = List.of(
                new SettingRule(),
                new LoadRule(),
                new FixedLengthRule(),
                new SlaRule(),
                new SlaPlausibleRule(),
                new SlaSetRule(),
                new ServerFlagRule(),
                new ProfileRule(types),
                new GroundTruthRule(types));
        ofWorkloads = List.of(
                new ClassRule(),
                new NameRule(),
                new LengthRule(),
                new ArrivalRule(),
                new HardwareRule(),
                new SlaMeasurableRule(),
                new SlaOfferRule(),
                new SlaSampleRule(),
                new DatasetRule(resources),
                new DatasetSourceRule(types, resources),
                new ParamRule(),
                new ParamValueRule(),
                new MethodRule(),
                new PromptRule(),
                new FixtureRule());
    }

    /** Checks a workload: everything. */
    public Violations checkWorkload(WorkloadSource source) {
        Violations faults = new Violations();
        ofWorkloads.forEach(rule -> rule.check(source, faults));
        ofValues.forEach(rule -> rule.check(source, faults));
        return faults;
    }

    /**
     * Checks what is not a workload: what workloads inherit from, an abstract class or an annotation, for values that are wrong
     * whatever the workload adds; anything else for annotations that have no effect.
     */
    public Violations checkOther(WorkloadSource source) {
        Violations faults = new Violations();
        boolean carrier = source.shape().kind().equals("@interface")
                || (source.shape().kind().equals("class") && source.shape().isAbstract());
        if (carrier) {
            ofValues.forEach(rule -> rule.check(source, faults));
        } else {
            new PlacementRule().check(source, faults);
        }
        return faults;
    }
}
