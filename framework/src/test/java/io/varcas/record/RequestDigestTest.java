package io.varcas.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class RequestDigestTest {

    private static RequestRecord request(long index, long due, int user, long hash) {
        RequestRecord r =
                Records.record(index, due, OptionalLong.of(due), due + 9, Outcome.COMPLETED, 4, new Timeline(0));
        return r.toBuilder().user(user).contentHash(OptionalLong.of(hash)).build();
    }

    private static List<RequestRecord> requests(int count, LongUnaryOperator hash) {
        List<RequestRecord> requests = new ArrayList<>();
        for (long index = 0; index < count; index++) {
            requests.add(request(index, index * 10, -1, hash.applyAsLong(index)));
        }
        return requests;
    }

    private static RequestDigest digest(List<RequestRecord> requests) {
        RequestDigest.Builder builder = new RequestDigest.Builder();
        requests.forEach(builder::add);
        return builder.build();
    }

    @Test
    void hasAnEntryForEachPowerOfTwoAndForAll() {
        assertThat(digest(requests(11, index -> index)).hashes()).containsOnlyKeys(1L, 2L, 4L, 8L, 11L);
        assertThat(digest(List.of()).hashes()).isEmpty();
    }

    @Test
    void doesNotDependOnTheOrderInWhichRequestsEnded() {
        List<RequestRecord> requests = requests(100, index -> 31 * index);
        RequestDigest inOrder = digest(requests);
        Collections.shuffle(requests, new Random(3));
        assertThat(digest(requests)).isEqualTo(inOrder);
    }

    @Test
    void loadsOfDifferentLengthAgreeAsFarAsBothWent() {
        RequestDigest shorter = digest(requests(70, index -> 31 * index));
        RequestDigest longer = digest(requests(100, index -> 31 * index));
        assertThat(shorter.agreesWith(longer)).isTrue();
        assertThat(shorter.common(longer)).hasValue(64);
    }

    @Test
    void oneOtherRequestIsNoticed() {
        RequestDigest all = digest(requests(100, index -> 31 * index));
        assertThat(digest(requests(100, index -> index == 99 ? 7 : 31 * index)).agreesWith(all))
                .isFalse();
    }

    @Test
    void exchangedRequestsAreNoticed() {
        RequestDigest all = digest(requests(8, index -> index));
        assertThat(digest(requests(8, index -> index == 2 ? 3 : index == 3 ? 2 : index))
                        .agreesWith(all))
                .isFalse();
    }

    @Test
    void anotherTimeIsAnotherRequestInAnOpenLoopOnly() {
        RequestDigest due = digest(List.of(request(0, 10, -1, 5)));
        assertThat(digest(List.of(request(0, 20, -1, 5))).agreesWith(due)).isFalse();
        RequestDigest closed = digest(List.of(request(0, 10, 0, 5)));
        assertThat(digest(List.of(request(0, 20, 3, 5))).agreesWith(closed)).isTrue();
    }

    @Test
    void loadsWithNothingInCommonDoNotAgree() {
        RequestDigest none = digest(List.of());
        assertThat(none.agreesWith(none)).isFalse();
    }

    @Test
    void aMissingRequestLeavesOutTheEntriesItBelongsTo() {
        List<RequestRecord> requests = requests(16, index -> index);
        requests.remove(5);
        assertThat(digest(requests).hashes()).containsOnlyKeys(1L, 2L, 4L);
    }
}
