package org.jianzheng.replay;

import java.util.ArrayList;
import java.util.List;
import org.jianzheng.record.Act;
import org.jianzheng.record.Notice;
import org.jianzheng.record.RecordType;

/** Every document that the notice or a clarification names is here with its hash and size. */
final class DocumentsCheck implements Check {
    @Override
    public String name() {
        return "tender documents";
    }

    @Override
    public void run(Evidence evidence, Findings findings) {
        List<Notice.Document> named = new ArrayList<>();
        evidence.notice().ifPresent(notice -> named.addAll(notice.documents()));
        for (var record : evidence.ofType(RecordType.CLARIFICATION_ISSUED)) {
            findings.run(
                    record.where(),
                    "form",
                    () -> named.addAll(Act.read(record.content())
                            .data(Notice.Clarification.class)
                            .documents()));
        }
        for (var document : named) {
            var name = CaseNames.document(document.hash());
            findings.run(name, "document", () -> {
                boolean same =
                        evidence.file.hash(name).equals(document.hash()) && evidence.file.size(name) == document.size();
                findings.require(same, name, "document", "It is not the document '%s' of the notice.", document.name());
                findings.vouch(name);
            });
        }
        findings.covered("%d documents", named.size());
    }
}
