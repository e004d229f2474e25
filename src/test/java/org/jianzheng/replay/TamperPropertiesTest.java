package org.jianzheng.replay;

import static org.jianzheng.replay.Tampered.EXPORTED;
import static org.jianzheng.replay.Tampered.PLAYED;
import static org.jianzheng.replay.Tampered.names;
import static org.jianzheng.replay.Tampered.replay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** One flipped bit anywhere in a case file is named with its file or record. */
class TamperPropertiesTest {
    @Provide
    Arbitrary<Profile> profiles() {
        return Arbitraries.of(Profile.values());
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        var changed = bytes.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    @Property(tries = 12)
    void aFlippedBitIsNamedWithItsFile(@ForAll("profiles") Profile profile, @ForAll long seed) {
        var random = new Random(seed);
        var files = new TreeMap<>(EXPORTED.get(profile));
        var name = new ArrayList<>(files.keySet()).get(random.nextInt(files.size()));
        files.computeIfPresent(name, (n, bytes) -> flipped(bytes, random));
        var report = replay(CaseExport.rezip(files));
        assertEquals(1, report.exitCode(), () -> name + "\n" + report.text());
        assertTrue(names(report, name), () -> name + "\n" + report.text());
    }

    /** The operator can list and sign what he likes: the bytes themselves must be vouched for. */
    @Property(tries = 12)
    void aFlippedBitIsNamedEvenWhenTheOperatorSignsForIt(@ForAll("profiles") Profile profile, @ForAll long seed) {
        var random = new Random(seed);
        var files = CaseExport.files(PLAYED, profile);
        files.keySet().removeIf(name -> name.startsWith("trust/")); // there the reader's own counts
        var name = new ArrayList<>(files.keySet()).get(random.nextInt(files.size()));
        files.computeIfPresent(name, (n, bytes) -> flipped(bytes, random));
        PLAYED.trust().files().forEach((n, bytes) -> files.put("trust/" + n, bytes));
        var report = replay(CaseExport.signed(PLAYED, profile, files, PLAYED.people.seal));
        assertNotEquals(0, report.exitCode(), name);
        var told = name.startsWith("rules/") ? "rules/" : name; // a tree has one hash
        assertTrue(names(report, told), () -> name + "\n" + report.text());
    }
}
