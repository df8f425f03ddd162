package io.varcas.accuracy.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the validity of JSON to a complete validator, over schemas and values of every supported keyword. */
class JsonValidityTest {

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "1",
            "1.0",
            "1.5",
            "-3",
            "0.3",
            "1e400",
            "\"\"",
            "\"ab\"",
            "\"a1\"",
            "\"😀\"",
            "[]",
            "[1]",
            "[1,1]",
            "[1,\"a\",null]",
            "{}",
            "{\"a\":1}",
            "{\"a\":\"x\",\"b\":2}",
            "{\"a\":{\"a\":{\"a\":1}}}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"integer\"}",
                "{\"type\":[\"number\",\"null\"]}",
                "{\"enum\":[1,\"ab\",null]}",
                "{\"const\":{\"a\":1.0}}",
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"integer\"}},"
                        + "\"additionalProperties\":false}",
                "{\"additionalProperties\":{\"type\":\"number\"},\"minProperties\":1,\"maxProperties\":1}",
                "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":1,\"maxItems\":2}",
                "{\"prefixItems\":[{\"type\":\"integer\"}],\"items\":{\"type\":\"string\"}}",
                "{\"uniqueItems\":true}",
                "{\"minimum\":0,\"exclusiveMaximum\":1.5}",
                "{\"exclusiveMinimum\":0,\"maximum\":1}",
                "{\"multipleOf\":0.1}",
                "{\"minLength\":1,\"maxLength\":1}",
                "{\"pattern\":\"[0-9]\"}",
                "{\"anyOf\":[{\"type\":\"string\"},{\"minimum\":1}]}",
                "{\"oneOf\":[{\"type\":\"integer\"},{\"minimum\":1}]}",
                "{\"allOf\":[{\"type\":\"number\"},{\"not\":{\"const\":0}}]}",
                "{\"$ref\":\"#/$defs/node\",\"$defs\":{\"node\":{\"type\":\"object\",\"properties\":"
                        + "{\"a\":{\"anyOf\":[{\"$ref\":\"#/$defs/node\"},{\"type\":\"integer\"}]}}}}}",
            })
    void agreesWithACompleteValidator(String schema) {
        var other = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        for (String value : VALUES) {
            boolean valid = value.equals("1e400")
                    || other.validate(value, InputFormat.JSON).isEmpty();
            double score = ((Grade.Scored) grade(schema, value)).score();
            if (!value.equals("1e400")) { // beyond a double; it must only not break
                assertThat(score).as(value + " against " + schema).isEqualTo(valid ? 1 : 0);
            }
        }
    }

    @Test
    void namesTheViolation() {
        assertThat(grade(
                        "{\"properties\":{\"a\":{\"items\":{\"type\":\"string\"}}}}",
                        "```json\n{\"a\":[\"x\",1]}\n```"))
                .isEqualTo(new Grade.Scored(0, "$.a[1] must be string"));
        assertThat(grade("{}", "{\"a\":")).isEqualTo(new Grade.Scored(0, "not JSON"));
        assertThat(grade("{}", "")).isEqualTo(new Grade.Scored(0, "not JSON"));
    }

    @Test
    void rejectsASchemaThatItWouldOnlyHalfApply() {
        assertThat(new JsonValidity().defect(item("{\"properties\":{\"a\":{\"dependentRequired\":{}}}}")))
                .hasValue("its schema cannot be used: #/properties/dependentRequired is not supported");
        assertThat(new JsonValidity().defect(item("{\"$ref\":\"#/$defs/none\"}")))
                .hasValue("its schema cannot be used: #/$ref refers to #/$defs/none, which is not in the schema");
    }

    private static Grade grade(String schema, String value) {
        GroundTruthItem item = item(schema);
        assertThat(new JsonValidity().defect(item)).isEmpty();
        return new JsonValidity().grade(item, new Attempt.Answered(value, Optional.of("stop")));
    }

    private static GroundTruthItem item(String schema) {
        return new GroundTruthItem(
                "1",
                "p",
                List.of("unused"),
                "",
                new GroundTruthItem.Extras(Optional.of(schema), Optional.empty(), OptionalInt.empty()));
    }
}
