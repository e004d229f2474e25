package org.jianzheng.office;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.tlog.AddCheckpoint;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.EntryBundle;
import org.jianzheng.tlog.LogFiles;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.SubtreeHashes;
import org.jianzheng.tlog.TilePath;
import org.jianzheng.tlog.TlogProof;

/** A small log in memory, which serves the published head of its own choice. */
final class TestLog implements LogFiles {
    private final NoteSigner key;
    private final List<byte[]> entries = new ArrayList<>();
    private SignedNote published;

    TestLog(NoteSigner key) {
        this.key = key;
    }

    NoteSigner key() {
        return key;
    }

    void grow(int count) {
        for (int i = 0; i < count; i++) {
            append("entry " + entries.size());
        }
    }

    void append(String entry) {
        append(entry.getBytes(StandardCharsets.UTF_8));
    }

    /** @return the index */
    long append(byte[] entry) {
        entries.add(entry);
        return entries.size() - 1;
    }

    long size() {
        return entries.size();
    }

    /** Changes history. */
    void replace(int index, String entry) {
        entries.set(index, entry.getBytes(StandardCharsets.UTF_8));
    }

    Checkpoint head() {
        return new Checkpoint(key.name(), size(), Merkle.root(size(), hashes()));
    }

    SignedNote note() {
        return SignedNote.sign(head().text(), key);
    }

    AddCheckpoint request(long old) {
        return new AddCheckpoint(old, old == 0 ? List.of() : Merkle.consistencyProof(old, size(), hashes()), note());
    }

    TlogProof proof(long index, SignedNote checkpoint) {
        var size = Checkpoint.parse(checkpoint.text()).size();
        return new TlogProof(index, Merkle.inclusionProof(index, size, hashes()), checkpoint);
    }

    void publish(SignedNote note) {
        published = note;
    }

    @Override
    public byte[] read(String relative) {
        if (relative.equals("checkpoint")) {
            return published == null ? null : published.bytes();
        }
        var path = TilePath.parse(relative);
        int from = (int) path.index() * TilePath.FULL;
        return from + path.width() > entries.size()
                ? null
                : EntryBundle.encode(entries.subList(from, from + path.width()));
    }

    private SubtreeHashes hashes() {
        return TestLog.this::subtree;
    }

    private byte[] subtree(int level, long index) {
        if (level == 0) {
            return Merkle.leafHash(entries.get((int) index));
        }
        return Merkle.nodeHash(subtree(level - 1, index * 2), subtree(level - 1, index * 2 + 1));
    }
}
