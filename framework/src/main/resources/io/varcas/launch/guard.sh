# Runs a server in a session of its own and ends all of it when its standard input ends: that is when Varcas closes it, and also
# when Varcas is killed. Arguments: an id, seconds between SIGTERM and SIGKILL, the container tool and the container's name (or
# two empty ones), and the server's command. Its exit code is the server's.
id=$1 limit=$2 tool=$3 container=$4
shift 4
exec 3<&0 </dev/null
watcher=

# Sets $found to the processes of this session without the guard itself, and those that left it but carry its mark.
members() {
    found=
    for stat in /proc/[0-9]*/stat; do
        { read -r line < "$stat"; } 2>/dev/null || continue
        pid=${line%% *}
        set -- ${line##*) }
        [ "$4" = "$$" ] && [ "$1" != Z ] && [ "$pid" != "$$" ] && [ "$pid" != "$watcher" ] || continue
        case $2 in "$$" | "$watcher") [ "$pid" = "$server" ] || continue ;; esac
        found="$found $pid"
    done
    for environ in $(grep -lsF "VARCAS_LAUNCH=$id" /proc/[0-9]*/environ 2>/dev/null); do
        pid=${environ#/proc/}
        pid=${pid%/environ}
        case " $found " in *" $pid "*) ;; *) found="$found $pid" ;; esac
    done
}

# Sets $up to the seconds since the machine started: a busy machine needs more than a tenth of a second for each look.
uptime() {
    read -r up _ < /proc/uptime
    up=${up%%.*}
}

finish() {
    if [ -n "$container" ]; then
        "$tool" stop -t "$limit" "$container" > /dev/null 2>&1 || "$tool" kill "$container" > /dev/null 2>&1
    fi
    if [ ! -r /proc/self/stat ]; then
        kill -TERM "-$$" 2>/dev/null
        for second in $(seq "$limit"); do kill -0 "$server" 2>/dev/null || break; sleep 1; done
        kill -KILL "-$$"
    fi
    members
    [ -z "$found" ] || kill -TERM $found 2>/dev/null
    uptime
    deadline=$((up + limit))
    while [ -n "$found" ] && [ "$up" -lt "$deadline" ]; do
        sleep 0.1
        members
        uptime
    done
    deadline=$((up + 5))
    while [ -n "$found" ] && [ "$up" -lt "$deadline" ]; do
        kill -KILL $found 2>/dev/null
        sleep 0.1
        members
        uptime
    done
}

trap : HUP INT TERM
env VARCAS_LAUNCH="$id" "$@" 3<&- &
server=$!
(
    trap '' HUP INT TERM
    watcher=$(exec sh -c 'echo "$PPID"')
    while read -r line <&3; do :; done
    finish
) &
watcher=$!
wait "$server" 2>/dev/null
code=$?
while kill -0 "$server" 2>/dev/null; do
    wait "$server" 2>/dev/null
    code=$?
done
finish
kill -KILL "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
exit "$code"
