/* A disk that fails on command: preloaded into a program, it stands between it and the C library.
 *
 * Why: what must survive is decided by the order of a few dozen calls, and no test that only
 * fills a real disk or kills at random hits each of them. So the calls that change what a disk
 * holds are counted, and the N-th is made to fail; or all of them are written to a log, from
 * which powercut.py works out what a disk may hold when the power goes.
 *
 * Nothing is watched until disk_watch; the calls go straight through. Only files below that
 * folder are watched; a file that was unlinked is not, nothing of it can be found again.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* Declares real_NAME, the C library's own function. */
#define REAL(type, name, ...)                 \
    static type (*real_##name)(__VA_ARGS__);  \
    if (!real_##name) real_##name = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

/* disk.py knows these numbers. */
enum fault { NONE, KILL, TORN, NO_SPACE, WRITE_ERROR, SYNC_ERROR, LIE, FORGET, READ_ERROR };
enum call { CREATE = 1, WRITE = 2, CUT = 4, NAME = 8, SYNC = 16, READ = 32 };
enum { ANY = CREATE | WRITE | CUT | NAME | SYNC };
static const int hit_by[] = {ANY, ANY, WRITE, CREATE | WRITE, ANY & ~SYNC, SYNC, WRITE, SYNC, READ};

static enum fault fault;
static long first, last, seen;
static char folder[PATH_MAX], path[PATH_MAX];
static int log_fd = -1;

void disk_watch(const char *place, const char *log)
{
    snprintf(folder, sizeof folder, "%s/", place);
    log_fd = *log ? open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
}

/* From the from-th call on that this fault can hit, the next count fail. Counts from 1. */
void disk_fails(int kind, long from, long count)
{
    fault = kind, seen = 0;
    first = from, last = from + count - 1;
}

long disk_seen(void) { return seen; } /* so many calls the fault could have hit */

static int strikes(enum call call)
{
    if (!(hit_by[fault] & call)) return 0;
    seen++;
    if (fault == NONE || seen < first || seen > last) return 0;
    if (fault == KILL) kill(getpid(), SIGKILL);
    return 1;
}

static int refused(void) { return errno = fault == NO_SPACE ? ENOSPC : EIO, -1; }

static int below(const char *path) { return *folder && !strncmp(path, folder, strlen(folder)); }

/* 1 for a file below the folder; 2 for a folder there, or the folder itself, named in `path`. */
static int watched(int fd, uint64_t *number)
{
    char link[64];
    struct stat status;
    ssize_t size;
    if (!*folder || fd == log_fd || fstat(fd, &status) != 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if ((size = readlink(link, path, PATH_MAX - 2)) < 0) return 0;
    path[size] = 0;
    *number = status.st_ino;
    if (S_ISDIR(status.st_mode)) {
        strcat(path, "/");
        return below(path) ? 2 : 0;
    }
    return S_ISREG(status.st_mode) && status.st_nlink && below(path);
}

/* What happened, the file's number, a place or length, how many bytes follow, the bytes. */
static void logged(char what, uint64_t number, uint64_t at, const void *data, uint32_t size)
{
    char head[21] = {what};
    struct iovec parts[2] = {{head, sizeof head}, {(void *)data, size}};

    if (log_fd < 0) return;
    memcpy(head + 1, &number, 8);
    memcpy(head + 9, &at, 8);
    memcpy(head + 17, &size, 4);
    if (writev(log_fd, parts, 2) != (ssize_t)(sizeof head + size)) abort();
}

static void logged_name(char what, uint64_t number, const char *name)
{
    logged(what, number, 0, name + strlen(folder), strlen(name + strlen(folder)));
}

void disk_told(const char *text) { logged('A', 0, 0, text, strlen(text)); } /* to a person */

int open64(const char *name, int flags, ...)
{
    REAL(int, open64, const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;
    va_end(rest);
    int made = below(name) && flags & O_CREAT && access(name, F_OK) != 0;
    int emptied = below(name) && flags & O_TRUNC && !made;
    struct stat status;

    if ((made || emptied) && strikes(made ? CREATE : CUT)) return refused();
    int fd = real_open64(name, flags, mode);
    if (fd >= 0 && (made || emptied) && fstat(fd, &status) == 0) {
        if (made) logged_name('N', status.st_ino, name);
        if (emptied) logged('T', status.st_ino, 0, NULL, 0);
    }
    return fd;
}

/* What lay below each write since the file was last synced, the latest first: Linux drops such
 * pages when an fsync fails, and the next one succeeds. */
static struct below {
    struct below *next;
    uint64_t number;
    off64_t at;
    size_t size;
    char bytes[];
} *unsynced;

static void remember(int fd, uint64_t number, off64_t at, size_t size)
{
    struct below *one = calloc(1, sizeof *one + size);
    if (!one) abort();
    *one = (struct below){unsynced, number, at < 0 ? lseek64(fd, 0, SEEK_CUR) : at, size};
    if (pread64(fd, one->bytes, size, one->at) >= 0) unsynced = one;
}

/* The writes to this file are safe; or they are undone, and the file keeps its length. */
static void settled(int fd, uint64_t number, int undone)
{
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    for (struct below **place = &unsynced, *one; (one = *place);) {
        if (one->number != number) {
            place = &one->next;
            continue;
        }
        if (undone && real_pwrite64(fd, one->bytes, one->size, one->at) < 0) abort();
        *place = one->next;
        free(one);
    }
}

/* At `at`, or from where the file stands if that is negative. */
static ssize_t put(int fd, const void *data, size_t size, off64_t at)
{
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    REAL(ssize_t, write, int, const void *, size_t);
    uint64_t number;
    int ours = watched(fd, &number) == 1, strike = ours && strikes(WRITE);

    if (strike && fault == LIE) return at < 0 ? lseek64(fd, size, SEEK_CUR), size : size;
    if (strike && fault != TORN) return refused();
    if (strike) size /= 2;
    if (ours && fault == FORGET) remember(fd, number, at, size);
    ssize_t done = at < 0 ? real_write(fd, data, size) : real_pwrite64(fd, data, size, at);
    if (strike) kill(getpid(), SIGKILL);
    if (ours && done > 0) /* O_APPEND: where it began is known only now */
        logged('W', number, at < 0 ? lseek64(fd, 0, SEEK_CUR) - done : at, data, done);
    return done;
}

ssize_t write(int fd, const void *data, size_t size) { return put(fd, data, size, -1); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at)
{
    return put(fd, data, size, at);
}

ssize_t pread64(int fd, void *data, size_t size, off64_t at)
{
    REAL(ssize_t, pread64, int, void *, size_t, off64_t);
    uint64_t number;
    if (watched(fd, &number) == 1 && strikes(READ)) return refused();
    return real_pread64(fd, data, size, at);
}

ssize_t read(int fd, void *data, size_t size)
{
    REAL(ssize_t, read, int, void *, size_t);
    uint64_t number;
    if (watched(fd, &number) == 1 && strikes(READ)) return refused();
    return real_read(fd, data, size);
}

int ftruncate64(int fd, off64_t size)
{
    REAL(int, ftruncate64, int, off64_t);
    uint64_t number;
    int ours = watched(fd, &number) == 1;
    if (ours && strikes(CUT)) return refused();
    int result = real_ftruncate64(fd, size);
    if (ours && result == 0) logged('T', number, size, NULL, 0);
    return result;
}

static int synced(int fd, int (*sync)(int))
{
    uint64_t number;
    int kind = watched(fd, &number);
    if (kind && strikes(SYNC)) {
        if (kind == 1 && fault == FORGET) settled(fd, number, 1);
        return refused();
    }
    int result = sync(fd);
    if (kind == 1 && result == 0) settled(fd, number, 0), logged('S', number, 0, NULL, 0);
    if (kind == 2 && result == 0) logged_name('D', 0, path);
    return result;
}

#define SYNCED_AS(name) \
    int name(int fd) { REAL(int, name, int); return synced(fd, real_##name); }
SYNCED_AS(fsync)
SYNCED_AS(fdatasync)

int unlink(const char *name)
{
    REAL(int, unlink, const char *);
    if (below(name) && strikes(NAME)) return refused();
    int result = real_unlink(name);
    if (below(name) && result == 0) logged_name('U', 0, name);
    return result;
}

int rename(const char *from, const char *to)
{
    REAL(int, rename, const char *, const char *);
    if (below(to) && strikes(NAME)) return refused();
    int result = real_rename(from, to);
    if (below(to) && result == 0) logged_name('F', 0, from), logged_name('R', 0, to);
    return result;
}

_Static_assert(sizeof(off_t) == 8, "both names are one function only where files are long");
int open(const char *, int, ...) __attribute__((alias("open64")));
ssize_t pread(int, void *, size_t, off_t) __attribute__((alias("pread64")));
ssize_t pwrite(int, const void *, size_t, off_t) __attribute__((alias("pwrite64")));
int ftruncate(int, off_t) __attribute__((alias("ftruncate64")));
