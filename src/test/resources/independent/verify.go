// verify checks a published log with the Go team's own code (golang.org/x/mod/sumdb/note and tlog), which shares nothing
// with ours: verify LOGDIR POLICY prints "verified SIZE ROOT COSIGNATURES" or ends with status 1 and a reason.
package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// tiles reads C2SP tiles, whose paths leave out the height that Go's own have.
type tiles struct{ dir string }

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(t.dir, path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}

func check(err error) {
	if err != nil {
		fail("%v", err)
	}
}

// entries reads one bundle: each entry after its length in two bytes.
func entries(bundle []byte) (all [][]byte) {
	for len(bundle) > 0 {
		length := int(binary.BigEndian.Uint16(bundle))
		all = append(all, bundle[2:2+length])
		bundle = bundle[2+length:]
	}
	return all
}

// cosigned says whether a line "— NAME BASE64" is the witness's Ed25519 cosignature/v1 of the text.
func cosigned(line, text, vkey string) bool {
	key := strings.SplitN(vkey, "+", 3)
	if !strings.HasPrefix(line, "— "+key[0]+" ") {
		return false
	}
	raw, err := base64.StdEncoding.DecodeString(line[strings.LastIndex(line, " ")+1:])
	check(err)
	public, err := base64.StdEncoding.DecodeString(key[2])
	check(err)
	if len(raw) != 4+8+ed25519.SignatureSize || fmt.Sprintf("%x", raw[:4]) != key[1] {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(raw[4:12]), text)
	return ed25519.Verify(public[1:], []byte(message), raw[12:])
}

func main() {
	dir := os.Args[1]
	policy, err := os.ReadFile(os.Args[2])
	check(err)
	var logKey string
	var witnesses []string
	for _, line := range strings.Split(string(policy), "\n") {
		words := strings.Fields(line)
		if len(words) > 1 && words[0] == "log" {
			logKey = words[1]
		}
		if len(words) > 2 && words[0] == "witness" {
			witnesses = append(witnesses, words[2])
		}
	}
	verifier, err := note.NewVerifier(logKey)
	check(err)
	signed, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	check(err)
	opened, err := note.Open(signed, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		fail("the checkpoint is of %s, not of %s", lines[0], verifier.Name())
	}
	// Go's own parser wants its own first line; the two lines after it are the same.
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + strings.Join(lines[1:], "\n")))
	check(err)
	reader := tlog.TileHashReader(tree, tiles{dir})
	for first := int64(0); first < tree.N; first += 256 {
		width := tree.N - first
		if width > 256 {
			width = 256
		}
		tile := tlog.Tile{H: 8, L: 0, N: first / 256, W: int(width)}
		path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
		bundle, err := os.ReadFile(filepath.Join(dir, path))
		check(err)
		held := entries(bundle)
		if int64(len(held)) != width {
			fail("%s holds %d entries, not %d", path, len(held), width)
		}
		for i, entry := range held {
			index := first + int64(i)
			proof, err := tlog.ProveRecord(tree.N, index, reader)
			check(err)
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
				fail("entry %d: %v", index, err)
			}
		}
	}
	count := 0
	for _, vkey := range witnesses {
		for _, line := range strings.Split(string(signed), "\n") {
			if cosigned(line, opened.Text, vkey) {
				count++
				break
			}
		}
	}
	fmt.Printf("verified %d %s %d\n", tree.N, tree.Hash, count)
}
