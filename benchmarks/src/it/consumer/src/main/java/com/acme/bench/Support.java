package com.acme.bench;

import io.varcas.annotation.ClosedLoop;
import io.varcas.annotation.Param;
import io.varcas.annotation.Prompt;
import io.varcas.annotation.Setup;
import io.varcas.annotation.TearDown;
import io.varcas.annotation.Workload;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.PromptContext;

/** Package-private, with everything a workload can have. */
@Workload
@SupportTraffic
@ClosedLoop(users = 4)
class Support {

    @Param({"polite", "terse"})
    String tone = "";

    private String system = "";

    @Setup
    void writeSystemPrompt() {
        system = "You are " + tone + ".";
    }

    @Prompt
    ChatPrompt ask(PromptContext context) {
        return ChatPrompt.of(system, context.text(context.inputTokens()));
    }

    @TearDown
    void forget() {
        system = "";
    }
}
