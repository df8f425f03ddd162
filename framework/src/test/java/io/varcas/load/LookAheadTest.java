package io.varcas.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookAheadTest {

    private static final long MIB = 1 << 20;

    @Test
    void takesASmallPartOfASmallHeap() {
        assertThat(LookAhead.mostBytes(64 * MIB)).isEqualTo(4 * MIB);
        assertThat(LookAhead.mostBytes(8_192 * MIB)).isEqualTo(64 * MIB);
    }
}
