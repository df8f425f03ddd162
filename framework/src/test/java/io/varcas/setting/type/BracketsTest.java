package io.varcas.setting.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BracketsTest {

    @Test
    void commasWithinJsonAndQuotesPartNoValues() {
        assertThat(Brackets.split("stop_token_ids=[1,2]")).containsExactly("stop_token_ids=[1,2]");
        assertThat(Brackets.split("logit_bias={\"a,]\":1,\"b\":[2,3]} priority=1,priority=2"))
                .containsExactly("logit_bias={\"a,]\":1,\"b\":[2,3]} priority=1", "priority=2");
        assertThat(Brackets.split("\"a,b\" c,d")).containsExactly("\"a,b\" c", "d");
    }

    @Test
    void allOtherCommasDo() {
        assertThat(Brackets.split("1,2,3")).containsExactly("1", "2", "3");
        assertThat(Brackets.split("a[,b,")).containsExactly("a[", "b", "");
        assertThat(Brackets.split("[1,2")).containsExactly("[1", "2");
        assertThat(Brackets.split("")).containsExactly("");
    }
}
