using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Collaboration.Threads;

/// <summary>Who reads what is written: by name, before it is sent.</summary>
/// <param name="Partner">People of the partner, the submitter first.</param>
public sealed record ThreadReaders(string Vendor, string PartnerName, IReadOnlyList<PersonCard> Partner, int Staff, bool Shared)
{
    private const int MostNames = 4;

    /// <summary>For staff, of a shared message.</summary>
    public string SharedWords => $"{Names(Partner, PartnerName)}, and {Vendor}’s staff who read registrations";

    /// <summary>For staff, of an internal one.</summary>
    public string InternalWords =>
        $"Only {Vendor}: {(Staff == 1 ? "one person" : $"{Staff} people")} who read registrations. Nobody at {PartnerName}";

    /// <summary>For a person of the partner. Of the vendor's people it names none: who they are, their own messages say.</summary>
    /// <param name="me">Who writes; not among the readers.</param>
    public string OutwardWords(PersonId? me)
    {
        var others = Partner.Where(p => p.Id != me).ToList();
        return others.Count == 0 ? $"{Vendor}’s partner team" : $"{Vendor}’s partner team, and {Names(others, PartnerName)}";
    }

    private static string Names(IReadOnlyList<PersonCard> people, string company) =>
        people.Count == 0 ? $"{company}’s people, once there are some"
        : people.Count <= MostNames ? $"{And([.. people.Select(p => p.Name)])} at {company}"
        : $"{string.Join(", ", people.Take(MostNames).Select(p => p.Name))} and {people.Count - MostNames} more at {company}";

    private static string And(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";

    internal static async Task<ThreadReaders> Load(
        AccessApi access,
        Workspaces workspaces,
        ThreadPlace place,
        bool shared,
        WorkspaceId workspace,
        CancellationToken ct
    )
    {
        var staff = await access.Staff(ct);
        var people = (await access.PartnerPeople(place.Partner, ct)).Where(m => m.Active).Select(m => m.Person).ToList();
        return new(
            (await workspaces.Get(workspace, ct)).Name,
            place.PartnerName,
            [.. people.OrderByDescending(p => p.Id == place.Submitter)],
            staff.Count(m => m.StaffRole is { } role && Permissions.Of(role).Contains(place.ReadPermission)),
            shared
        );
    }
}
