//go:build linux

// Enter runs a program as a container: with its own mounts, process ids, host
// name, user and privileges. It ends as the program does, with its exit code,
// or 128 and the signal's number.
//
// It reads a plan from the file that is its only argument. On file descriptor 3
// it reports the container's process id as its own parent sees it and, if the
// program could not be started, a second line with the reason. End of file
// means that the program runs, or that it never will.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

type plan struct {
	Hostname     string
	Root         string
	ReadOnlyRoot bool
	Mounts       []mount
	UID, GID     int
	Groups       []int
	NoNewPrivs   bool
	Capabilities bool // keep those of root
	WorkingDir   string
	Argv         []string
	Env          []string
}

type mount struct {
	Type     string // "bind", or a kind of file system
	From, To string
	Data     string
	ReadOnly bool
}

const inside = "container"

func main() {
	runtime.LockOSThread() // no_new_privs and capabilities belong to a thread
	report := os.NewFile(3, "report")
	syscall.CloseOnExec(3)
	if os.Args[0] == inside {
		pid, _ := os.Readlink("/proc/self") // still the parent's /proc
		fmt.Fprintln(report, pid)
		fmt.Fprintln(report, become(os.Args[1]))
		os.Exit(128)
	}
	container := exec.Command("/proc/self/exe")
	container.Args = []string{inside, os.Args[1]}
	container.Stdin, container.Stdout, container.Stderr = os.Stdin, os.Stdout, os.Stderr
	container.ExtraFiles = []*os.File{report}
	container.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWPID | syscall.CLONE_NEWIPC | syscall.CLONE_NEWUTS,
	}
	if err := container.Start(); err != nil {
		fmt.Fprintf(report, "0\n%v\n", err)
		os.Exit(128)
	}
	report.Close()
	container.Wait()
	status := container.ProcessState.Sys().(syscall.WaitStatus)
	if status.Signaled() {
		os.Exit(128 + int(status.Signal()))
	}
	os.Exit(status.ExitStatus())
}

// become returns only if the program cannot be started.
func become(file string) error {
	var p plan
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &p); err != nil {
		return err
	}
	if err := syscall.Sethostname([]byte(p.Hostname)); err != nil {
		return fmt.Errorf("hostname: %w", err)
	}
	if err := p.newRoot(); err != nil {
		return err
	}
	if err := os.Chdir(p.WorkingDir); err != nil {
		return err
	}
	if err := p.leavePrivileges(); err != nil {
		return err
	}
	for _, v := range p.Env {
		if path, ok := strings.CutPrefix(v, "PATH="); ok {
			os.Setenv("PATH", path)
		}
	}
	program, err := exec.LookPath(p.Argv[0])
	if err != nil {
		return err
	}
	return fmt.Errorf("%s: %w", program, syscall.Exec(program, p.Argv, p.Env))
}

func (p plan) newRoot() error {
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("private mounts: %w", err)
	}
	if err := syscall.Mount(p.Root, p.Root, "", syscall.MS_BIND, ""); err != nil {
		return fmt.Errorf("root: %w", err)
	}
	for _, m := range p.Mounts {
		if err := m.in(p.Root); err != nil {
			return fmt.Errorf("mount %s: %w", m.To, err)
		}
	}
	if p.ReadOnlyRoot {
		if err := syscall.Mount("", p.Root, "", syscall.MS_REMOUNT|syscall.MS_BIND|syscall.MS_RDONLY, ""); err != nil {
			return fmt.Errorf("read-only root: %w", err)
		}
	}
	if err := os.Chdir(p.Root); err != nil {
		return err
	}
	// The old root ends up below the new one, at the same place.
	if err := syscall.PivotRoot(".", "."); err != nil {
		return fmt.Errorf("pivot_root: %w", err)
	}
	return syscall.Unmount(".", syscall.MNT_DETACH)
}

// in mounts at its place under root, which it makes if it is not there.
func (m mount) in(root string) error {
	to := filepath.Join(root, m.To)
	if m.Type != "bind" {
		if err := os.MkdirAll(to, 0o755); err != nil {
			return err
		}
		return syscall.Mount(m.Type, to, m.Type, 0, m.Data)
	}
	info, err := os.Stat(m.From)
	if err != nil {
		return err
	}
	if info.IsDir() {
		err = os.MkdirAll(to, 0o755)
	} else if err = os.MkdirAll(filepath.Dir(to), 0o755); err == nil {
		var f *os.File
		if f, err = os.OpenFile(to, os.O_CREATE, 0o644); err == nil {
			err = f.Close()
		}
	}
	if err != nil {
		return err
	}
	if err := syscall.Mount(m.From, to, "", syscall.MS_BIND, ""); err != nil || !m.ReadOnly {
		return err
	}
	return syscall.Mount("", to, "", syscall.MS_REMOUNT|syscall.MS_BIND|syscall.MS_RDONLY, "")
}

func (p plan) leavePrivileges() error {
	const (
		setNoNewPrivs  = 38 // PR_SET_NO_NEW_PRIVS
		dropBounding   = 24 // PR_CAPBSET_DROP
		lastCapability = 63
	)
	if !p.Capabilities {
		for c := uintptr(0); c <= lastCapability; c++ { // EINVAL for those that this kernel does not know
			syscall.RawSyscall(syscall.SYS_PRCTL, dropBounding, c, 0)
		}
	}
	if err := syscall.Setgroups(p.Groups); err != nil {
		return fmt.Errorf("groups: %w", err)
	}
	if err := syscall.Setgid(p.GID); err != nil {
		return fmt.Errorf("gid: %w", err)
	}
	if err := syscall.Setuid(p.UID); err != nil {
		return fmt.Errorf("uid: %w", err)
	}
	if p.NoNewPrivs {
		if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRCTL, setNoNewPrivs, 1, 0, 0, 0, 0); errno != 0 {
			return fmt.Errorf("no_new_privs: %w", errno)
		}
	}
	return nil
}
