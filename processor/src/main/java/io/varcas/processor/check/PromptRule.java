package io.varcas.processor.check;

import io.varcas.processor.model.MarkedMethod;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.PromptContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A workload has at most one prompt method, and it must take and return what the runner hands over. */
final class PromptRule implements Rule {

    private static final Set<String> RETURNED = Set.of(String.class.getName(), ChatPrompt.class.getName());
    private static final Set<List<String>> TAKEN = Set.of(List.of(), List.of(PromptContext.class.getName()));

    @Override
    public void check(WorkloadSource source, Violations faults) {
        List<MarkedMethod> prompts = source.prompts();
        prompts.stream()
                .skip(1)
                .forEach(extra -> faults.add(
                        Message.PRM001,
                        extra.shape().position(),
                        source.shape().ref().simpleName(),
                        prompts.size(),
                        prompts.stream().map(MarkedMethod::name).collect(Collectors.joining(", "))));
        for (MarkedMethod prompt : prompts) {
            if (!TAKEN.contains(prompt.parameterTypes())) {
                faults.add(
                        Message.PRM002,
                        prompt.shape().position(),
                        prompt.name(),
                        String.join(", ", prompt.parameterTypes()));
            }
            if (!RETURNED.contains(prompt.returnType())) {
                faults.add(Message.PRM003, prompt.shape().position(), prompt.name(), prompt.returnType());
            }
        }
    }
}
