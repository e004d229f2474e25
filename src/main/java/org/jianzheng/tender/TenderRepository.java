package org.jianzheng.tender;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

@ApplicationScoped
class TenderRepository implements PanacheRepositoryBase<Tender, UUID> {
    private static final int PAGE = 50;

    Tender require(TenderId id) {
        return findByIdOptional(id.value()).orElseThrow(() -> missing(id));
    }

    Tender requireForChange(TenderId id) {
        return findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE).orElseThrow(() -> missing(id));
    }

    List<Tender> published(int page) {
        return find("publishedAt is not null order by publishedAt desc, id desc")
                .page(page, PAGE)
                .list();
    }

    long ofProject(Project project) {
        return count("project", project);
    }

    static Problem missing(TenderId id) {
        return Problem.of("tender/unknown")
                .status(404)
                .detail("There is no published tender %s.", id)
                .field("tender")
                .remedy("Take the id from the list of tenders (GET /tenders).");
    }
}
