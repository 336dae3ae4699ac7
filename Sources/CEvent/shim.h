#pragma once
// Glibc's Swift module sees fd_set without the X/Open names; two shapes of it would clash.
#include <features.h>
#undef __USE_XOPEN
#include <sys/eventfd.h>
#include <event2/event.h>
#include <sys/prctl.h>


// EV_PERSIST and its like are macros with casts, which Swift does not import.
static const short census_ev_read = EV_READ;
static const short census_ev_write = EV_WRITE;
static const short census_ev_timeout = EV_TIMEOUT;
static const short census_ev_persist = EV_PERSIST;

/* As top -H and profiles show it. Variadic, so Swift cannot call prctl(2) itself. */
static inline void census_name_thread(const char *name) { prctl(PR_SET_NAME, name); }
