package io.varcas.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {

    @ParameterizedTest
    @CsvSource({
        "200, true",
        "400, true",
        "405, true",
        "422, true",
        "401, false",
        "403, false",
        "404, false",
        "500, false",
        "502, false",
        "503, false"
    })
    void showsARouteOnlyWhenTheRouteItselfAnswered(int status, boolean there) {
        assertThat(new Reply(status, "application/json", "").isOfRoute()).isEqualTo(there);
    }
}
