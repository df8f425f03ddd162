/*
 * How late this machine wakes a program that does nothing else: no client on it can send more punctually than that.
 *
 *   cc -O2 -o wake-ups wake-ups.c
 *   ./wake-ups >LOG
 *
 * Until it is told to end, it asks to be woken at every millisecond of CLOCK_MONOTONIC and writes, a line each, how many ms late it was.
 * Milliseconds that it slept through count too, as requests due then would have been late as well. Time in which it could have run, but
 * other threads had the cores, does not count (run delay of /proc/thread-self/schedstat): what is left is the host's doing and the timers'.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { STEP = 1000000 };

static volatile sig_atomic_t stopped;

static void stop(int signal) {
    (void)signal;
    stopped = 1;
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* Returns how long this thread has waited for a core so far, in ns; -1 if the kernel does not tell. */
static int64_t run_delay(int schedstat) {
    char text[128];
    ssize_t length = pread(schedstat, text, sizeof text - 1, 0);
    long long ran, waited;
    if (length <= 0) return -1;
    text[length] = 0;
    return sscanf(text, "%lld %lld", &ran, &waited) == 2 ? waited : -1;
}

int main(void) {
    int schedstat = open("/proc/thread-self/schedstat", O_RDONLY);
    int64_t waited = run_delay(schedstat);
    if (waited < 0) {
        fprintf(stderr, "/proc/thread-self/schedstat tells no run delay: %s\n", strerror(errno));
        return 1;
    }
    signal(SIGTERM, stop);
    for (int64_t due = now() + STEP; !stopped; due += STEP) {
        struct timespec time = {due / 1000000000, due % 1000000000};
        if (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL)) continue;
        int64_t woken = now(), waits = run_delay(schedstat);
        due += waits - waited;
        waited = waits;
        printf("%.6f\n", woken > due ? (woken - due) / 1e6 : 0.0);
    }
    return 0;
}
