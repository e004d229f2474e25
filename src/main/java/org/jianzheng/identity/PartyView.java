package org.jianzheng.identity;

import org.jianzheng.shared.PartyId;

/** An organisation as others may see it; {@code organisationId} is its unified social credit code, or null. */
public record PartyView(PartyId id, String organisation, String organisationId) {}
