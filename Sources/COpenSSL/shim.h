#pragma once
#include <features.h>
#undef __USE_XOPEN // see CEvent
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// Macros over casts and SSL_ctrl, which Swift does not import.

static const uint64_t census_ssl_op_legacy_server_connect = SSL_OP_LEGACY_SERVER_CONNECT;
static const uint64_t census_ssl_op_no_ticket = SSL_OP_NO_TICKET;
static const uint64_t census_ssl_op_no_renegotiation = SSL_OP_NO_RENEGOTIATION;

static inline void census_ssl_ctx_set_versions(SSL_CTX *context, int lowest) {
    SSL_CTX_set_min_proto_version(context, lowest);
    SSL_CTX_set_max_proto_version(context, 0);
}
static inline void census_ssl_ctx_set_mode(SSL_CTX *context, long mode) {
    SSL_CTX_set_mode(context, mode);
}
static inline void census_ssl_ctx_no_session_cache(SSL_CTX *context) {
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}
static inline void census_ssl_ctx_set_read_ahead(SSL_CTX *context) {
    SSL_CTX_set_read_ahead(context, 1);
}
static inline int census_ssl_set_server_name(SSL *ssl, const char *name) {
    return (int)SSL_set_tlsext_host_name(ssl, name);
}
static inline int census_ssl_set_highest_version(SSL *ssl, int highest) {
    return (int)SSL_set_max_proto_version(ssl, highest);
}
static inline int census_ssl_set_lowest_version(SSL *ssl, int lowest) {
    return (int)SSL_set_min_proto_version(ssl, lowest);
}
static inline int census_ssl_negotiated_group(SSL *ssl) {
    return (int)SSL_get_negotiated_group(ssl);
}
static inline int census_err_reason(unsigned long error) { return ERR_GET_REASON(error); }

// STACK_OF(X509) and its like are typed by macros.

static inline int census_certificates_count(const STACK_OF(X509) *certificates) {
    return certificates ? sk_X509_num(certificates) : 0;
}
static inline X509 *census_certificates_at(const STACK_OF(X509) *certificates, int index) {
    return sk_X509_value(certificates, index);
}
static inline STACK_OF(X509) *census_certificates_new(void) { return sk_X509_new_null(); }
static inline void census_certificates_push(STACK_OF(X509) *certificates, X509 *certificate) {
    sk_X509_push(certificates, certificate);
}
/// Frees the stack, not the certificates in it.
static inline void census_certificates_free(STACK_OF(X509) *certificates) {
    sk_X509_free(certificates);
}
static inline int census_names_count(const GENERAL_NAMES *names) {
    return names ? sk_GENERAL_NAME_num(names) : 0;
}
/// The text of a DNS name, which may hold any byte; null for names of other kinds.
static inline const ASN1_STRING *census_dns_name_at(const GENERAL_NAMES *names, int index) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
    return name->type == GEN_DNS ? name->d.dNSName : NULL;
}
static inline void census_names_free(GENERAL_NAMES *names) { GENERAL_NAMES_free(names); }
static inline GENERAL_NAMES *census_subject_alternative_names(const X509 *certificate) {
    return (GENERAL_NAMES *)X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
}

static const unsigned long census_xn_flag_rfc2253 = XN_FLAG_RFC2253;

// A text in memory, for the functions that print to a BIO.

static inline long census_bio_text(BIO *bio, char **text) { return BIO_get_mem_data(bio, text); }

// A connection may read so many bytes and no more, so that no peer keeps the library busy: a
// flood of handshake messages is worked off inside one call.

static inline long census_bio_refuse_past_limit(
    BIO *bio, int operation, const char *data, size_t length, int argument, long more, int result,
    size_t *processed
) {
    if (operation == BIO_CB_READ
        && BIO_number_read(bio) >= (uint64_t)(uintptr_t)BIO_get_callback_arg(bio)) {
        BIO_clear_retry_flags(bio);
        return -1;
    }
    return result;
}
static inline void census_ssl_limit_reads(SSL *ssl, size_t limit) {
    BIO *bio = SSL_get_rbio(ssl);
    BIO_set_callback_arg(bio, (char *)(uintptr_t)limit);
    BIO_set_callback_ex(bio, census_bio_refuse_past_limit);
}

// The same for sessions that somebody else makes of a context, and whether it came to that.

struct census_read_limit {
    uint64_t bytes;
    int is_reached;
};

static inline long census_bio_refuse_past_shared_limit(
    BIO *bio, int operation, const char *data, size_t length, int argument, long more, int result,
    size_t *processed
) {
    struct census_read_limit *limit = (struct census_read_limit *)BIO_get_callback_arg(bio);
    if (operation == BIO_CB_READ && BIO_number_read(bio) >= limit->bytes) {
        limit->is_reached = 1;
        BIO_clear_retry_flags(bio);
        return -1;
    }
    return result;
}
static inline void census_ssl_when_handshake_starts(const SSL *ssl, int where, int value) {
    if (!(where & SSL_CB_HANDSHAKE_START)) return;
    BIO *bio = SSL_get_rbio(ssl);
    BIO_set_callback_arg(bio, (char *)SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
    BIO_set_callback_ex(bio, census_bio_refuse_past_shared_limit);
}
static inline void census_ssl_ctx_limit_reads(
    SSL_CTX *context, struct census_read_limit *limit
) {
    SSL_CTX_set_app_data(context, limit);
    SSL_CTX_set_info_callback(context, census_ssl_when_handshake_starts);
}

// Macros over ex_data.

static inline void census_store_ctx_set_app_data(X509_STORE_CTX *context, void *data) {
    X509_STORE_CTX_set_app_data(context, data);
}
static inline void *census_store_ctx_app_data(X509_STORE_CTX *context) {
    return X509_STORE_CTX_get_app_data(context);
}
