/* Stands before the clocks and the waits of the C library: time passes only when somebody outside says so.
 *
 * The file that HEARTFIRST_CLOCK names holds one number, the nanoseconds that have passed. Every wait with an
 * end looks at it again and again, and ends when that number has reached its end.
 *
 * Where HEARTFIRST_LAST_WORDS are given, the process ends when it has written them to its terminal; but not before
 * Textual's driver has taken that over, which begins with a question. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL
/* 24 November 2026, nine in the morning. */
#define DAY (1795510800LL * SECOND)
/* Not later: a clock that stands needs its parts to be finer than the resolution that Python's loop adds to it. */
#define START (1000000 * SECOND)
/* Milliseconds between two looks. */
#define LOOK 10

#define TAKES_OVER "\x1b[?2026$p"

static const char *last_words;
static volatile int64_t nothing;
static volatile int64_t *passed = &nothing;

__attribute__((constructor)) static void begin(void)
{
    const char *name = getenv("HEARTFIRST_CLOCK");
    int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    void *page = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *passed, PROT_READ, MAP_SHARED, file, 0);

    if (page == MAP_FAILED)
        abort();
    close(file);
    passed = page;
    last_words = getenv("HEARTFIRST_LAST_WORDS");
}

static struct timespec as_time(int64_t nanoseconds)
{
    return (struct timespec){nanoseconds / SECOND, nanoseconds % SECOND};
}

static int64_t as_number(const struct timespec *time) { return time->tv_sec * SECOND + time->tv_nsec; }

static int64_t start_of(clockid_t clock)
{
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE ? DAY : START;
}

static int rest(void) { return poll(NULL, 0, LOOK); }

int clock_gettime(clockid_t clock, struct timespec *time)
{
    *time = as_time(start_of(clock) + *passed);
    return 0;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
    (void)zone;
    *time = (struct timeval){(DAY + *passed) / SECOND, (DAY + *passed) % SECOND / 1000};
    return 0;
}

time_t time(time_t *place)
{
    time_t seconds = (DAY + *passed) / SECOND;

    if (place)
        *place = seconds;
    return seconds;
}

int epoll_wait(int waiting, struct epoll_event *events, int most, int timeout)
{
    int (*real)(int, struct epoll_event *, int, int) = dlsym(RTLD_NEXT, "epoll_wait");
    int64_t end = *passed + timeout * 1000000LL;

    if (timeout <= 0)
        return real(waiting, events, most, timeout);
    for (;;) {
        int came = real(waiting, events, most, LOOK);
        if (came || *passed >= end)
            return came;
    }
}

int select(int most, fd_set *read, fd_set *write, fd_set *other, struct timeval *timeout)
{
    int (*real)(int, fd_set *, fd_set *, fd_set *, struct timeval *) = dlsym(RTLD_NEXT, "select");
    fd_set none, asked[3];
    fd_set *sets[3] = {read, write, other};
    int64_t end;

    if (!timeout || (timeout->tv_sec == 0 && timeout->tv_usec == 0))
        return real(most, read, write, other, timeout);
    end = *passed + timeout->tv_sec * SECOND + timeout->tv_usec * 1000LL;
    FD_ZERO(&none);
    for (int set = 0; set < 3; set++)
        asked[set] = sets[set] ? *sets[set] : none;
    for (;;) {
        struct timeval look = {0, LOOK * 1000};
        int came = real(most, read, write, other, &look);
        if (came || *passed >= end)
            return came;
        for (int set = 0; set < 3; set++)
            if (sets[set])
                *sets[set] = asked[set];
    }
}

static int wait_for(sem_t *semaphore, int64_t end)
{
    int (*real)(sem_t *, const struct timespec *) = dlsym(RTLD_NEXT, "sem_timedwait");

    /* The real wait ends at once where nothing is there: its end lies long ago. */
    for (;;) {
        struct timespec long_ago = {0, 0};
        if (real(semaphore, &long_ago) == 0)
            return 0;
        if (errno != ETIMEDOUT || *passed >= end)
            return -1;
        rest();
    }
}

int sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *end)
{
    return wait_for(semaphore, as_number(end) - start_of(clock));
}

int sem_timedwait(sem_t *semaphore, const struct timespec *end) { return sem_clockwait(semaphore, CLOCK_REALTIME, end); }

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted, struct timespec *left)
{
    int64_t end = as_number(wanted) + (flags & TIMER_ABSTIME ? -start_of(clock) : *passed);

    (void)left;
    while (*passed < end)
        rest();
    return 0;
}

int nanosleep(const struct timespec *wanted, struct timespec *left)
{
    return clock_nanosleep(CLOCK_MONOTONIC, 0, wanted, left);
}

/* Python's lock of all locks: who waits for it gets it when it is free, and not because time has passed. */
int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
                           const struct timespec *restrict end)
{
    (void)end;
    return pthread_cond_wait(condition, mutex);
}

ssize_t write(int file, const void *bytes, size_t count)
{
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    static int has_taken_over;
    ssize_t written = real(file, bytes, count);

    if (last_words && file == STDERR_FILENO) {
        has_taken_over = has_taken_over || memmem(bytes, count, TAKES_OVER, strlen(TAKES_OVER));
        if (has_taken_over && memmem(bytes, count, last_words, strlen(last_words)))
            kill(getpid(), SIGUSR1);
    }
    return written;
}
