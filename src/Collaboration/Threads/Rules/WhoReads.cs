using Entente.Platform.Values;

namespace Entente.Collaboration.Threads.Rules;

/// <summary>Somebody who could read a message.</summary>
/// <param name="Partner">Null: of the vendor.</param>
/// <param name="May">Staff: may read such records and sees this one's partner. A partner's person: is active and not kept from the record.</param>
public sealed record Possible(PersonId Id, string Name, PartnerId? Partner, bool May);

/// <summary>Who reads a message. Pure; what an outsider may not read does not depend on who asks.</summary>
public static class WhoReads
{
    /// <param name="with">The partner it is shared with; null: it is internal.</param>
    public static bool Reads(Possible one, PartnerId? with) => one.May && (one.Partner is not { } partner || partner == with);

    public static IReadOnlyList<Possible> Of(IEnumerable<Possible> people, PartnerId? with) => [.. people.Where(p => Reads(p, with))];

    /// <summary>
    /// Who hears of a shared message without being named in it (its author among them, who is not told): on the partner's side the submitter, or its admins where nobody
    /// submitted anything, and those who have written; on the vendor's side the manager and those who have written, or owners and admins where that is
    /// nobody and the partner writes.
    /// </summary>
    public static IReadOnlySet<PersonId> Hear(
        IEnumerable<Hearer> readers,
        PersonId? submitter,
        PersonId? manager,
        bool byStaff,
        IReadOnlySet<PersonId> authors
    )
    {
        var all = readers.ToList();
        var partner = all.Where(r => r.Outside).ToList();
        var hears = partner
            .Where(r => r.Id == submitter || authors.Contains(r.Id) || (r.Leads && partner.TrueForAll(p => p.Id != submitter)))
            .ToList();
        var staff = all.Where(r => !r.Outside && (r.Id == manager || authors.Contains(r.Id))).ToList();
        if (staff.Count == 0 && !byStaff)
            staff = [.. all.Where(r => !r.Outside && r.Leads)];
        return hears.Concat(staff).Select(r => r.Id).ToHashSet();
    }
}

/// <summary>Somebody who reads it.</summary>
/// <param name="Outside">Of the partner.</param>
/// <param name="Leads">An admin of the partner; an owner or admin of the vendor.</param>
public sealed record Hearer(PersonId Id, bool Outside, bool Leads);
