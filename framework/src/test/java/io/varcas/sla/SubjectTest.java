package io.varcas.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    @Test
    void everySubjectIsReadFromItsLabel() {
        assertThat(Subject.all().map(Subject::label).toList())
                .doesNotHaveDuplicates()
                .contains("ttft.p95", "predicted.ttft.p95", "predicted.cost.per1kTokens", "validity.faults");
        assertThat(Subject.all())
                .allSatisfy(
                        subject -> assertThat(Subject.parse(subject.label())).isEqualTo(subject));
    }

    @ParameterizedTest
    @CsvSource({"tftt.p99, ttft.p99", "predicted.tftt.p99, predicted.ttft.p99", "predicted.ttft, predicted.ttft.p99"})
    void proposesTheNearest(String wrong, String right) {
        assertThatThrownBy(() -> Subject.parse(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining('"' + wrong + '"')
                .hasMessageEndingWith("did you mean \"" + right + "\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"predicted.goodput", "predicted.accuracy.score", "predicted.ttft.ok.p99"})
    void refusesWhatNothingPredicts(String label) {
        assertThatThrownBy(() -> Subject.parse(label))
                .hasMessageContaining("nothing predicts " + label.substring(Subject.PREDICTED.length()))
                .hasMessageContaining("predicted are ttft, e2e, tpot, itl");
    }
}
