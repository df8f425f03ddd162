package io.varcas.engine;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Requests not running, in the order they will be admitted; preempted ones come before new ones of the same standing. */
final class WaitingQueue {

    private final Queue<Sequence> queue;
    private int size; // without the aborted ones, which leave the queue only when their turn comes

    WaitingQueue(SchedulingPolicy policy) {
        this.queue = switch (policy) {
            case FCFS -> new ArrayDeque<>();
            case PRIORITY ->
                new PriorityQueue<>(Comparator.<Sequence>comparingInt(s -> s.request.priority())
                        .thenComparingLong(s -> s.arrival));
        };
    }

    int size() {
        return size;
    }

    void add(Sequence sequence) {
        queue.add(sequence);
        size++;
    }

    /** Puts a preempted sequence back: to the front if first come is first served, to its own place by priority. */
    void putBack(Sequence sequence) {
        if (queue instanceof ArrayDeque<Sequence> deque) {
            deque.addFirst(sequence);
        } else {
            queue.add(sequence);
        }
        size++;
    }

    /** Tells that one of the waiting sequences was aborted. */
    void aborted() {
        size--;
    }

    @Nullable
    Sequence peek() {
        Sequence head = queue.peek();
        while (head != null && head.aborted) {
            queue.remove();
            head = queue.peek();
        }
        return head;
    }

    void remove() {
        queue.remove();
        size--;
    }
}
