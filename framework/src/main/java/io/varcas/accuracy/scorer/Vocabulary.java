package io.varcas.accuracy.scorer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for words, from 0 in the order in which they first appear. */
final class Vocabulary {

    private final Map<String, Integer> numbers = new HashMap<>();

    /** Returns the numbers of words, which are new ones for new words. */
    int[] numbers(List<String> words) {
        int[] result = new int[words.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = numbers.computeIfAbsent(words.get(i), word -> numbers.size());
        }
        return result;
    }

    /** Returns how many words it knows. */
    int size() {
        return numbers.size();
    }
}
