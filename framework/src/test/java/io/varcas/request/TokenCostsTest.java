package io.varcas.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCostsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 3, -5, Integer.MAX_VALUE})
    void givesUpAtOnceOnACounterThatSaysTheSameOfEveryText(int always) {
        AtomicInteger calls = new AtomicInteger();
        assertThatThrownBy(() -> TokenCosts.counted(text -> {
                    calls.incrementAndGet();
                    return always;
                }))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the tokenizer counts 0 more tokens for ");
        assertThat(calls).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1000})
    void givesUpOnACounterThatCountsMoreTokensThanBytes(int factor) {
        assertThatThrownBy(() -> TokenCosts.counted(text -> text.length() * factor))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(" more bytes of text");
    }
}
