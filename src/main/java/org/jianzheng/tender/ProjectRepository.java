package org.jianzheng.tender;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ProjectRepository implements PanacheRepositoryBase<Project, UUID> {
    Optional<Project> byNumber(String number) {
        return find("number", number).firstResultOptional();
    }
}
