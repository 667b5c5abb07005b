/* Stands before fsync and fdatasync of the C library: counts them, and makes each take longer. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

static atomic_long syncs;

long heartfirst_syncs(void) { return atomic_load(&syncs); }

static int slowed(const char *name, int handle)
{
    const char *microseconds = getenv("HEARTFIRST_SYNC_DELAY");
    long delay = microseconds ? atol(microseconds) : 0;
    struct timespec pause = {delay / 1000000, delay % 1000000 * 1000};
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);

    atomic_fetch_add(&syncs, 1);
    if (delay)
        nanosleep(&pause, NULL);
    return real(handle);
}

int fsync(int handle) { return slowed("fsync", handle); }

int fdatasync(int handle) { return slowed("fdatasync", handle); }
