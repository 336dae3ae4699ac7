/* A disk that fails when it is told to: preloaded into a scanner, it makes writes to files whose path
   ends in .sqlite or .sqlite-wal fail while the file $FAILING_DISK exists, with the errno whose name
   stands in it: EIO (a defect), EROFS (the kernel has made it read-only), ENOSPC. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <fcntl.h>
#include <unistd.h>

static int ordered_failure(void) {
    const char *order = getenv("FAILING_DISK");
    char name[16] = "";
    int fd = order ? open(order, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0) return 0;
    if (read(fd, name, sizeof name - 1) < 0) name[0] = 0;
    close(fd);
    if (strncmp(name, "EIO", 3) == 0) return EIO;
    if (strncmp(name, "EROFS", 5) == 0) return EROFS;
    return ENOSPC;
}

static int is_database(int fd) {
    char link[32], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    const char *end = strstr(path, ".sqlite");
    return end && (strcmp(end, ".sqlite") == 0 || strcmp(end, ".sqlite-wal") == 0);
}

static int fails(int fd) {
    int saved = errno;
    int failure = is_database(fd) ? ordered_failure() : 0;
    errno = failure ? failure : saved;
    return failure != 0;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    return fails(fd) ? -1 : real(fd, bytes, count, offset);
}

ssize_t write(int fd, const void *bytes, size_t count) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    return fails(fd) ? -1 : real(fd, bytes, count);
}
