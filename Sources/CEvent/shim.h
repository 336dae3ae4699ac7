#pragma once
// Glibc's Swift module sees fd_set without the X/Open names; two shapes of it would clash.
#include <features.h>
#undef __USE_XOPEN
#include <sys/eventfd.h>
#include <event2/event.h>


// EV_PERSIST and its like are macros with casts, which Swift does not import.
static const short census_ev_read = EV_READ;
static const short census_ev_write = EV_WRITE;
static const short census_ev_timeout = EV_TIMEOUT;
static const short census_ev_persist = EV_PERSIST;
