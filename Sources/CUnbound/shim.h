#pragma once
#include <features.h>
#undef __USE_XOPEN // see CEvent
#include <arpa/nameser.h>
#include <stdint.h>
#include <unbound-event.h>
#include <unbound.h>

struct event_base;

static inline struct ub_ctx *census_ub_create(void *base) {
    return ub_ctx_create_event((struct event_base *)base);
}

// Macros over casts, which Swift does not import: the fields of a parsed record.
static inline const char *census_ns_name(const ns_rr *rr) { return ns_rr_name(*rr); }
static inline int census_ns_type(const ns_rr *rr) { return ns_rr_type(*rr); }
static inline uint32_t census_ns_ttl(const ns_rr *rr) { return ns_rr_ttl(*rr); }
static inline int census_ns_length(const ns_rr *rr) { return ns_rr_rdlen(*rr); }
static inline const uint8_t *census_ns_data(const ns_rr *rr) { return ns_rr_rdata(*rr); }
static inline int census_ns_rcode(ns_msg *message) { return ns_msg_getflag(*message, ns_f_rcode); }
static inline int census_ns_count(ns_msg *message) { return ns_msg_count(*message, ns_s_an); }
