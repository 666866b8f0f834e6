namespace Entente.Crm.Port;

/// <summary>
/// A record to create or update. Sending it twice has the effect of once: without <paramref name="ExistingId"/> the record
/// is found, or made, by <paramref name="EntenteId"/>.
/// </summary>
/// <param name="EntenteId">Entente's id of the record, at most 64 characters; written to <see cref="EntenteFields.Id"/>.</param>
/// <param name="ExistingId">
/// The CRM's id when the record is known to exist: it is then only updated, and keeps the Entente id it may already hold.
/// </param>
/// <param name="Fields">Keys and values as in <see cref="CrmRecord.Fields"/>; null clears, absent leaves untouched.</param>
/// <param name="Links">Associations that must exist afterwards; none is ever removed.</param>
public sealed record CrmUpsert(
    CrmObject Kind,
    string EntenteId,
    string? ExistingId,
    IReadOnlyDictionary<string, string?> Fields,
    IReadOnlyList<CrmLink> Links
);

/// <summary>What the CRM made of it. <paramref name="Url"/> opens the record for a person.</summary>
public sealed record CrmOutcome(string Id, bool Created, string Url);
