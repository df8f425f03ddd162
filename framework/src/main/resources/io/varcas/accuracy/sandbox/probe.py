import os, socket, subprocess, sys, threading

assert os.getuid() != 0, "the program runs as root"
assert os.getppid() <= 1, "the program sees processes of others"
assert [name for _, name in socket.if_nameindex()] in ([], ["lo"]), "the program has a network"
for folder in ("/root", "/home", "/var", "/run", "/etc/passwd", "/etc/shadow", "/sys/kernel", "/proc/1", "/old/usr"):
    assert not os.path.exists(folder) or folder in VISIBLE, "the program sees " + folder
assert HOME in VISIBLE or not os.path.exists(HOME), "the program sees " + HOME
for folder in ("/", "/usr", "/usr/bin", "/dev", "/etc"):
    try:
        open(os.path.join(folder, "varcas-probe"), "w").close()
    except OSError:
        continue
    raise AssertionError("the program can write to " + folder)
with open("/tmp/probe", "w") as scratch:
    scratch.write("x")
thread = threading.Thread(target=lambda: None)
thread.start()
thread.join()
assert subprocess.run([sys.executable, "-c", ""]).returncode == 0, "the program cannot start a process"
