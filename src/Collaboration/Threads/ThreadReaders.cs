using Entente.Access;
using Entente.Collaboration.Threads.Rules;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Collaboration.Threads;

/// <summary>Who reads what is shared with one partner.</summary>
/// <param name="People">Of the partner, the submitter first.</param>
/// <param name="Staff">Of the vendor.</param>
/// <param name="Shared">Whether the safelist lets the partner take part.</param>
public sealed record SideReaders(PartnerId Id, string Name, IReadOnlyList<MemberCard> People, IReadOnlyList<MemberCard> Staff, bool Shared)
{
    public PersonId? Submitter { get; init; }
    public PersonId? Manager { get; init; }
}

/// <summary>Who reads what is written: by name, before it is sent.</summary>
/// <param name="Staff">Who read what is internal.</param>
/// <param name="Sides">For a person of a partner their own alone.</param>
/// <param name="Records">What the staff read: <c>registrations</c>.</param>
public sealed record ThreadReaders(string Vendor, IReadOnlyList<MemberCard> Staff, IReadOnlyList<SideReaders> Sides, string Records)
{
    private const int MostNames = 4;

    /// <summary>Whether anything can be shared here.</summary>
    public bool Shared => Sides.Any(s => s.Shared);

    public string PartnerName => Sides.Count > 0 ? Sides[0].Name : Vendor;

    /// <summary>For staff, of a message shared with the first side.</summary>
    public string SharedWords => SharedWith(Sides[0]);

    /// <summary>For staff, of a message shared with this side.</summary>
    public string SharedWith(SideReaders side) =>
        $"{Names(side.People, side.Name)}, and {Vendor}’s staff who read {Records}{(Sides.Count > 1 ? ". No other partner" : "")}";

    /// <summary>For staff, of an internal one.</summary>
    public string InternalWords =>
        $"Only {Vendor}: {(Staff.Count == 1 ? "one person" : $"{Staff.Count} people")} who read {Records}. {(Sides.Count == 0 ? "No partner" : $"Nobody at {And([.. Sides.Select(s => s.Name)], "or")}")}";

    /// <summary>For a person of the partner. Of the vendor's people it names none: who they are, their own messages say.</summary>
    /// <param name="me">Who writes; not among the readers.</param>
    /// <param name="byLink">A link may be in other hands: it names no colleague either.</param>
    public string OutwardWords(PersonId? me, bool byLink)
    {
        var others = Sides[0].People.Where(p => p.Person.Id != me).ToList();
        return others.Count == 0 ? $"{Vendor}’s partner team"
            : byLink ? $"{Vendor}’s partner team, and your colleagues at {PartnerName}"
            : $"{Vendor}’s partner team, and {Names(others, PartnerName)}";
    }

    /// <summary>Who reads a message shared with that partner, or an internal one.</summary>
    public IReadOnlyList<(PersonId Id, string Name)> Of(PartnerId? with)
    {
        var side = Sides.FirstOrDefault(s => s.Id == with);
        var people = (with is null ? Staff : side?.Staff ?? [])
            .Select(m => new Possible(m.Person.Id, m.Person.Name, null, true))
            .Concat(Sides.SelectMany(s => s.People.Select(m => new Possible(m.Person.Id, m.Person.Name, s.Id, s.Shared))));
        return [.. WhoReads.Of(people, with).Select(p => (p.Id, p.Name)).DistinctBy(p => p.Id)];
    }

    private static string Names(IReadOnlyList<MemberCard> people, string company) =>
        people.Count == 0 ? $"{company}’s people, once there are some"
        : people.Count <= MostNames ? $"{And([.. people.Select(p => p.Person.Name)])} at {company}"
        : $"{string.Join(", ", people.Take(MostNames).Select(p => p.Person.Name))} and {people.Count - MostNames} more at {company}";

    private static string And(string[] names, string and = "and") =>
        names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} {and} {names[^1]}";
}

/// <summary>Looks up who reads what.</summary>
internal sealed class ReadersOf(AccessApi access, Workspaces workspaces, Access.Safelist.Fields fields)
{
    public async Task<ThreadReaders> Load(ThreadPlace place, WorkspaceId workspace, CancellationToken ct)
    {
        var parties = place.Parties ?? [.. place.Sides.Select(s => s.Partner)];
        List<MemberCard> staff = [.. (await access.StaffForAll(parties, ct)).Where(m => m.May(place.ReadPermission))];
        var sides = new List<SideReaders>();
        foreach (var side in place.Sides)
            sides.Add(
                new(
                    side.Partner,
                    side.Name,
                    await People(side, ct),
                    staff,
                    ThreadPlace.Opens(await fields.ForPartner(side.Partner, side.Submitter, ct))
                )
                {
                    Submitter = side.Submitter,
                    Manager = side.Manager,
                }
            );
        return new(
            (await workspaces.Get(workspace, ct)).Name,
            [.. staff.OrderBy(m => m.Person.Name, StringComparer.Ordinal)],
            sides,
            place.Records
        );
    }

    private async Task<IReadOnlyList<MemberCard>> People(ThreadSide side, CancellationToken ct) =>
        [
            .. (await access.PartnerPeople(side.Partner, ct))
                .Where(m => m.Active && (!m.Restricted || m.Person.Id == side.Submitter || side.Added.Contains(m.Person.Id)))
                .OrderByDescending(m => m.Person.Id == side.Submitter),
        ];
}
