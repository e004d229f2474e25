package org.jianzheng.tender;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jianzheng.identity.Caller;
import org.jianzheng.record.Notice;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;
import org.jianzheng.storage.Objects;

/** Tender documents: bytes in the object store under random names, the row that names them afterwards. */
@ApplicationScoped
class DocumentStore {
    static final long MAX_SIZE = 2L << 30;
    private static final int MAX_DOCUMENTS = 500;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}/\\\\:*?\"<>|]{1,120}");

    private final Objects objects;
    private final TenderRepository tenders;
    private final TenderDocument.Repository documents;

    DocumentStore(Objects objects, TenderRepository tenders, TenderDocument.Repository documents) {
        this.objects = objects;
        this.tenders = tenders;
        this.documents = documents;
    }

    Notice.Document add(Caller caller, TenderId id, String name, InputStream content, long size, Instant now) {
        if (name == null || !NAME.matcher(name).matches() || name.startsWith(".")) {
            throw Problem.of("tender/document-name")
                    .detail("'%s' cannot be the name of a document.", name)
                    .field("name")
                    .remedy("Use 1 to 120 characters without / \\ : * ? \" < > | and not starting with a dot.");
        }
        if (size < 1 || size > MAX_SIZE) {
            throw Problem.of("tender/document-size")
                    .status(413)
                    .detail("A document has 1 to %d bytes, not %d.", MAX_SIZE, size)
                    .field("Content-Length")
                    .remedy("Send its length, and split larger documents.");
        }
        requireOwner(caller, id);
        var stored = objects.put("documents/" + UUID.randomUUID(), content, size);
        return register(caller, id, name, stored.sha256(), size, stored.name(), now);
    }

    @Transactional
    void requireOwner(Caller caller, TenderId id) {
        var tender = tenders.require(id);
        if (!tender.belongsTo(caller.party().value())) {
            throw TenderRepository.missing(id);
        }
    }

    @Transactional
    Notice.Document register(
            Caller caller, TenderId id, String name, String hash, long size, String object, Instant now) {
        var tender = tenders.requireForChange(id);
        var present = documents.of(id);
        var same = present.stream().filter(d -> d.name().equals(name)).findFirst();
        if (same.isPresent()) {
            if (same.get().asDocument().hash().equals(hash)) {
                return same.get().asDocument();
            }
            if (tender.isPublished()) {
                throw Problem.of("tender/document-exists")
                        .status(409)
                        .detail("The published tender has a document %s with other bytes.", name)
                        .field("name")
                        .remedy("Give the amended document a name of its own.");
            }
            documents.delete(same.get());
            documents.flush();
        }
        if (present.size() >= MAX_DOCUMENTS) {
            throw Problem.of("tender/too-many-documents")
                    .status(422)
                    .detail("A tender has at most %d documents.", MAX_DOCUMENTS)
                    .remedy("Pack small files together.");
        }
        var document = new TenderDocument(id, name, hash, size, object, now);
        documents.persist(document);
        return document.asDocument();
    }

    InputStream open(TenderDocument document) {
        return objects.get(document.object());
    }
}
