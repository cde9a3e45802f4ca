// Oracle answers what a Kubernetes API server would say about an object, with
// the server's own code but without a server: it decodes strictly, applies the
// defaults and runs the registry's strategies.
//
// It reads one JSON question per line on stdin and writes one JSON answer per
// line on stdout, in the same order.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"k8s.io/klog/v2"
)

func main() {
	if len(os.Args) == 2 && os.Args[1] == "--version" {
		fmt.Println(kubernetesVersion())
		return
	}
	// The server's log repeats what the answers say.
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func serve(questions io.Reader, answers io.Writer) error {
	in := bufio.NewReaderSize(questions, 1<<20)
	out := bufio.NewWriter(answers)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return err
		}
		if len(line) > 1 {
			if err := encoder.Encode(answerLine(line)); err != nil {
				return err
			}
		}
		// Whoever waits for an answer before asking again must get it.
		if in.Buffered() == 0 || err == io.EOF {
			if err := out.Flush(); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

func answerLine(line []byte) Answer {
	var question Question
	if err := json.Unmarshal(line, &question); err != nil {
		return unanswered("BadQuestion", "%v", err).complete(question.ID)
	}
	return question.answer()
}

// kubernetesVersion is that of the module this program was built with.
func kubernetesVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, module := range info.Deps {
		if module.Path == "k8s.io/kubernetes" {
			return module.Version
		}
	}
	return "unknown"
}
