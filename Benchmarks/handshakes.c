/* The least that a probe can cost: connect, EHLO, STARTTLS, a TLS handshake, close; one after another,
   without a loop, a limit or a verdict. Reads lines of an IPv4 address and a server name, and says how
   many handshakes there were and what each cost in CPU. */

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Reads a reply to its last line; 0 where there is none. */
static int reply(int fd)
{
    char text[4096];
    size_t held = 0;
    while (held < sizeof text - 1) {
        ssize_t got = read(fd, text + held, sizeof text - 1 - held);
        if (got <= 0)
            return 0;
        held += (size_t)got;
        text[held] = 0;
        char *line = text;
        for (char *end; (end = strchr(line, '\n')); line = end + 1)
            if (end - line > 3 && line[3] == ' ')
                return line[0] == '2';
    }
    return 0;
}

static int say(int fd, const char *text)
{
    return write(fd, text, strlen(text)) == (ssize_t)strlen(text) && reply(fd);
}

static int handshake(SSL_CTX *context, const char *address, const char *name)
{
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(25)};
    int done = 0, fd = socket(AF_INET, SOCK_STREAM, 0);
    inet_pton(AF_INET, address, &place.sin_addr);
    if (!connect(fd, (struct sockaddr *)&place, sizeof place) && reply(fd)
        && say(fd, "EHLO bench.example\r\n") && say(fd, "STARTTLS\r\n")) {
        SSL *tls = SSL_new(context);
        SSL_set_fd(tls, fd);
        SSL_set_tlsext_host_name(tls, name);
        done = SSL_connect(tls) == 1;
        SSL_free(tls);
    }
    close(fd);
    return done;
}

int main(void)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    char address[64], name[256];
    int done = 0;
    while (scanf("%63s %255s", address, name) == 2)
        done += handshake(context, address, name);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    double seconds = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
        + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    printf("%d %.3f\n", done, done ? 1000 * seconds / done : 0);
    return 0;
}
