/*
 * A server whose answers are the truth to measure a client against: every streamed answer has its first token TTFT_MS after the request
 * was read, and one event per token each ITL_MS after it, whatever the load. One thread, epoll, loopback only.
 *
 *   cc -O2 -o truth-server truth-server.c
 *   ./truth-server PORT|/SOCKET TTFT_MS ITL_MS [LOG]
 *
 * It listens on a port of the loopback interface, or on a Unix-domain socket of that path, which it replaces and leaves behind.
 * LOG gets a line per answer: its number, which is also in its id (t-NUMBER); request read, first token written, last token written, in
 * nanoseconds of CLOCK_MONOTONIC (which is System.nanoTime() on Linux); tokens; and the nanoseconds from each token to the next. With PAUSE_AT=n and PAUSE_MS=m in the environment the whole server stands still for m ms when it
 * reads request n.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { MAX_REQUEST = 1 << 20, DEFAULT_TOKENS = 16, IDLE = -1 };

typedef struct {
    int fd;
    char *in; /* bytes of requests not answered yet */
    size_t length;
    int place; /* in the heap; IDLE if nothing is due */
    int tokens, sent, wants_usage;
    long number;
    int64_t due, read_at, *written_at; /* the latter for each token */
    int room;
    char token[512]; /* the event of every token but the first and the last */
    size_t token_length;
} Connection;

static int64_t ttft_nanos, itl_nanos;
static long pause_at, pause_millis, requests;
static FILE *answers;
static volatile sig_atomic_t stopped;

/* ---- the heap of connections by the time their next event is due ---- */

static Connection **heap;
static int heap_size, heap_room;

static void place(Connection *connection, int at) {
    heap[at] = connection;
    connection->place = at;
}

static void sift_up(Connection *moving, int at) {
    for (; at > 0 && heap[(at - 1) / 2]->due > moving->due; at = (at - 1) / 2) place(heap[(at - 1) / 2], at);
    place(moving, at);
}

static void sift_down(Connection *moving, int at) {
    for (int child; (child = 2 * at + 1) < heap_size; at = child) {
        if (child + 1 < heap_size && heap[child + 1]->due < heap[child]->due) child++;
        if (heap[child]->due >= moving->due) break;
        place(heap[child], at);
    }
    place(moving, at);
}

static void schedule(Connection *connection) {
    if (heap_size == heap_room) {
        heap_room = heap_room ? 2 * heap_room : 1024;
        heap = realloc(heap, heap_room * sizeof *heap);
        if (!heap) abort();
    }
    heap_size++;
    sift_up(connection, heap_size - 1);
}

static void unschedule(Connection *connection) {
    int at = connection->place;
    if (at == IDLE) return;
    connection->place = IDLE;
    Connection *last = heap[--heap_size];
    if (last == connection) return;
    if (at > 0 && heap[(at - 1) / 2]->due > last->due)
        sift_up(last, at);
    else
        sift_down(last, at);
}

/* ---- HTTP ---- */

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* A reader that lets the socket fill up is cut off: what it was told would no longer be on time. */
static int send_all(Connection *connection, const char *bytes, size_t length) {
    return write(connection->fd, bytes, length) == (ssize_t)length ? 0 : -1;
}

static int send_json(Connection *connection, const char *status, const char *body) {
    char answer[1024];
    int length = snprintf(answer, sizeof answer, "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                          status, strlen(body), body);
    return send_all(connection, answer, length);
}

static size_t chunk(char *to, const char *event) {
    return sprintf(to, "%zx\r\n%s\r\n", strlen(event), event);
}

#define EVENT "data: {\"id\":\"t-%ld\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"truth\",\"choices\":["

static void log_answer(Connection *connection) {
    const int64_t *at = connection->written_at;
    int tokens = connection->tokens;
    fprintf(answers, "%ld %ld %ld %ld %d", connection->number, (long)connection->read_at, (long)at[0], (long)at[tokens - 1], tokens);
    for (int i = 1; i < tokens; i++) fprintf(answers, " %ld", (long)(at[i] - at[i - 1]));
    putc('\n', answers);
}

/* Writes the event of a token, as a chunk, and returns its length. */
static size_t token(char *to, const Connection *connection, const char *finish_reason) {
    char event[400];
    snprintf(event, sizeof event, EVENT "{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":%s}]}\n\n", connection->number,
             finish_reason);
    return chunk(to, event);
}

/* Sends the first token of an answer or the last, and what belongs to it. */
static int send_end(Connection *connection, int is_last) {
    char out[4096], event[512];
    size_t length = 0;
    long id = connection->number;
    if (connection->sent == 0) {
        length += sprintf(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        snprintf(event, sizeof event, EVENT "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n", id);
        length += chunk(out + length, event);
    }
    length += token(out + length, connection, is_last ? "\"length\"" : "null");
    if (is_last) {
        if (connection->wants_usage) {
            snprintf(event, sizeof event,
                     EVENT "],\"usage\":{\"prompt_tokens\":16,\"completion_tokens\":%d,\"total_tokens\":%d}}\n\n", id,
                     connection->tokens, connection->tokens + 16);
            length += chunk(out + length, event);
        }
        length += chunk(out + length, "data: [DONE]\n\n");
        length += sprintf(out + length, "0\r\n\r\n");
    }
    return send_all(connection, out, length);
}

/* Sends the token that is due. */
static int send_token(Connection *connection) {
    int is_first = connection->sent == 0, is_last = connection->sent + 1 == connection->tokens;
    connection->written_at[connection->sent] = now();
    int result = is_first || is_last ? send_end(connection, is_last) : send_all(connection, connection->token, connection->token_length);
    connection->sent++;
    if (is_last) {
        unschedule(connection);
        if (answers) log_answer(connection);
    } else {
        connection->due += itl_nanos;
        sift_down(connection, connection->place);
    }
    return result;
}

static int number(const char *body, const char *name, int otherwise) {
    const char *at = strstr(body, name);
    if (!at) return otherwise;
    at += strlen(name) + strspn(at + strlen(name), "\": ");
    return atoi(at) > 0 ? atoi(at) : otherwise;
}

/* Answers one request; head and body end with a zero byte. */
static int answer(Connection *connection, const char *head, const char *body) {
    if (!strncmp(head, "GET /v1/models", 14))
        return send_json(connection, "200 OK",
                         "{\"object\":\"list\",\"data\":[{\"id\":\"truth\",\"object\":\"model\",\"max_model_len\":32768}]}");
    if (strncmp(head, "POST /v1/chat/completions", 25)) return send_json(connection, "404 Not Found", "{\"detail\":\"Not Found\"}");
    if (++requests == pause_at) usleep(pause_millis * 1000);
    connection->tokens = number(body, "max_completion_tokens", number(body, "max_tokens", DEFAULT_TOKENS));
    connection->wants_usage = strstr(body, "include_usage") != NULL;
    connection->sent = 0;
    connection->number = requests;
    connection->token_length = token(connection->token, connection, "null");
    if (connection->tokens > connection->room) {
        connection->room = connection->tokens;
        connection->written_at = realloc(connection->written_at, connection->room * sizeof *connection->written_at);
        if (!connection->written_at) abort();
    }
    connection->read_at = now();
    connection->due = connection->read_at + ttft_nanos;
    schedule(connection);
    return 0;
}

/* Answers what has arrived whole; a second request waits until the first is answered. */
static int take_requests(Connection *connection) {
    while (connection->place == IDLE) {
        connection->in[connection->length] = 0;
        char *end = strstr(connection->in, "\r\n\r\n");
        if (!end) return connection->length < MAX_REQUEST ? 0 : -1;
        char *field = strcasestr(connection->in, "\r\ncontent-length:");
        size_t body_length = field && field < end ? strtoul(field + 17, NULL, 10) : 0;
        size_t whole = end + 4 - connection->in + body_length;
        if (connection->length < whole) return whole < MAX_REQUEST ? 0 : -1;
        char after = connection->in[whole];
        connection->in[whole] = 0;
        int result = answer(connection, connection->in, end + 4);
        connection->in[whole] = after;
        connection->length -= whole;
        memmove(connection->in, connection->in + whole, connection->length);
        if (result) return result;
    }
    return 0;
}

static int receive(Connection *connection) {
    ssize_t length = read(connection->fd, connection->in + connection->length, MAX_REQUEST - connection->length);
    if (length < 0 && errno == EAGAIN) return 0;
    if (length <= 0) return -1;
    connection->length += length;
    return take_requests(connection);
}

static void hang_up(Connection *connection) {
    unschedule(connection);
    close(connection->fd);
    free(connection->in);
    free(connection->written_at);
    free(connection);
}

static void accept_all(int listener, int poll) {
    for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, "reno", 4); /* others, such as bbr, send by a clock of their own */
        Connection *connection = calloc(1, sizeof *connection);
        connection->fd = fd;
        connection->in = malloc(MAX_REQUEST + 1);
        connection->place = IDLE;
        struct epoll_event event = {EPOLLIN, {.ptr = connection}};
        epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
    }
}

static void stop(int signal) {
    (void)signal;
    stopped = 1;
}

static int listen_on(const char *where) {
    struct sockaddr_in port = {.sin_family = AF_INET, .sin_port = htons(atoi(where)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_un path = {.sun_family = AF_UNIX};
    int is_path = where[0] == '/', on = 1;
    struct sockaddr *address = is_path ? (struct sockaddr *)&path : (struct sockaddr *)&port;
    int listener = socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (is_path) {
        snprintf(path.sun_path, sizeof path.sun_path, "%s", where);
        unlink(where);
    }
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, address, is_path ? sizeof path : sizeof port) || listen(listener, 8192)) {
        perror("listen");
        exit(1);
    }
    return listener;
}

/* Waits for what is due, to 50 us, or for what arrives. */
static int wait_for(int poll, struct epoll_event *events, int room) {
    int64_t left = heap_size ? heap[0]->due - now() : 1000000000;
    if (left > 0 && left < 1000000) {
        struct timespec nap = {0, left > 50000 ? 50000 : left};
        nanosleep(&nap, NULL);
    }
    return epoll_wait(poll, events, room, left >= 1000000 ? (int)(left / 1000000) : 0);
}

int main(int count, char **arguments) {
    if (count < 4) {
        fprintf(stderr, "usage: truth-server PORT|/SOCKET TTFT_MS ITL_MS [LOG]\n");
        return 2;
    }
    ttft_nanos = atof(arguments[2]) * 1e6;
    itl_nanos = atof(arguments[3]) * 1e6;
    if (getenv("PAUSE_AT")) pause_at = atol(getenv("PAUSE_AT"));
    if (getenv("PAUSE_MS")) pause_millis = atol(getenv("PAUSE_MS"));
    if (count > 4 && !(answers = fopen(arguments[4], "w"))) {
        perror(arguments[4]);
        return 1;
    }
    signal(SIGPIPE, SIG_IGN);
    signal(SIGTERM, stop);
    signal(SIGINT, stop);
    int listener = listen_on(arguments[1]), poll = epoll_create1(0);
    struct epoll_event accepting = {EPOLLIN, {.ptr = NULL}}, events[1024];
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &accepting);
    while (!stopped) {
        int ready = wait_for(poll, events, 1024);
        for (int i = 0; i < ready; i++) {
            Connection *connection = events[i].data.ptr;
            if (!connection)
                accept_all(listener, poll);
            else if (receive(connection))
                hang_up(connection);
        }
        for (int64_t time = now(); heap_size && heap[0]->due <= time;) {
            Connection *connection = heap[0];
            if (send_token(connection) || (connection->place == IDLE && take_requests(connection))) hang_up(connection);
        }
        if (answers && !heap_size) fflush(answers);
    }
    if (answers) fclose(answers);
    return 0;
}
