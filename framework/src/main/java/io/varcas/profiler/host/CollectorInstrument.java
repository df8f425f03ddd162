package io.varcas.profiler.host;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.varcas.profiler.Aggregate;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.SeriesRecorder.Measure;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalDouble;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Pauses of the garbage collector, as the JVM notifies of them, to the millisecond. A collector that works beside the program (ZGC,
 * Shenandoah) reports its cycles as well as its pauses; only the pauses count.
 */
final class CollectorInstrument implements Instrument {

    private final List<NotificationEmitter> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(CollectorInstrument::stopsTheProgram)
            .filter(NotificationEmitter.class::isInstance)
            .map(NotificationEmitter.class::cast)
            .toList();
    private final NotificationListener listener = (notification, handback) -> hear(notification);
    private long sumMillis;
    private long longestMillis;

    CollectorInstrument() {
        collectors.forEach(collector -> collector.addNotificationListener(listener, null, null));
    }

    @Override
    public List<Measure> measures() {
        return List.of(
                Measure.of(ReadingNames.GC_PAUSE, "ms", Aggregate.SUM),
                Measure.of(ReadingNames.GC_PAUSE_MAX, "ms", Aggregate.MAX));
    }

    @Override
    public synchronized List<OptionalDouble> read(double seconds) {
        List<OptionalDouble> values = collectors.isEmpty()
                ? List.of(OptionalDouble.empty(), OptionalDouble.empty())
                : List.of(OptionalDouble.of((double) sumMillis), OptionalDouble.of((double) longestMillis));
        sumMillis = 0;
        longestMillis = 0;
        return values;
    }

    @Override
    public void close() {
        collectors.forEach(this::forget);
    }

    private void forget(NotificationEmitter collector) {
        try {
            collector.removeNotificationListener(listener);
        } catch (ListenerNotFoundException gone) {
            throw new IllegalStateException("the collector's listener was removed by somebody else", gone);
        }
    }

    private void hear(Notification notification) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            paused(GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                    .getGcInfo()
                    .getDuration());
        }
    }

    private synchronized void paused(long millis) {
        sumMillis += millis;
        longestMillis = Math.max(longestMillis, millis);
    }

    private static boolean stopsTheProgram(GarbageCollectorMXBean collector) {
        return !collector.getName().endsWith("Cycles");
    }
}
