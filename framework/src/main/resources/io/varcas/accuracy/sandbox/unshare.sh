# Builds the root folder of a sandbox and runs a program in it. Runs as the first process of new namespaces.
# Arguments: user|root BYTES FILES (bind PATH | link TARGET PATH | device PATH)... run PROGRAM...
set -eu
namespace=$1 bytes=$2 files=$3
shift 3
# The new root lies under /sys because nothing that the program needs lies there.
root=/sys/root

# No user namespace in the sandbox: it would give the program rights over namespaces of its own.
if [ "$namespace" = user ]; then
  echo 0 > /proc/sys/user/max_user_namespaces
  mode=700
else
  mode=1777
fi

mount -t tmpfs -o size=4k,nr_inodes=2,mode=755 tmpfs /sys
mkdir "$root"
mount -t tmpfs -o size=1m,nr_inodes=500,mode=755 tmpfs "$root"
mkdir "$root/tmp" "$root/dev" "$root/old"
mount -t tmpfs -o "size=$bytes,nr_inodes=$files,mode=$mode,nosuid,nodev" tmpfs "$root/tmp"
ln -s ../tmp "$root/dev/shm"
while [ "$1" != run ]; do
  case $1 in
    bind)
      if [ -d "$2" ]; then mkdir -p "$root$2"; else mkdir -p "$root${2%/*}"; : > "$root$2"; fi
      mount --rbind "$2" "$root$2"
      shift 2 ;;
    link)
      ln -s "$2" "$root$3"
      shift 3 ;;
    device)
      : > "$root$2"
      mount --bind "$2" "$root$2"
      shift 2 ;;
  esac
done
shift

# Everything but scratch and devices is read-only, mounts below those folders included.
while read -r _ _ _ _ escaped _; do
  place=$(printf '%b' "$escaped")
  case $place in
    "$root"/tmp | "$root"/dev/*) ;;
    "$root"/*) mount -o remount,bind,ro,nosuid,nodev "$place" ;;
  esac
done < /proc/self/mountinfo
mount -o remount,bind,ro "$root"

# The old root is covered, not unmounted: umount(8) serves root alone. Without rights nobody can uncover it.
cd "$root"
pivot_root . old
mount -t tmpfs -o size=4k,nr_inodes=1,ro,mode=0 tmpfs /old
cd /tmp

# This shell stays the first process. Its end is the end of every process in the namespace.
"$@"
exit $?
