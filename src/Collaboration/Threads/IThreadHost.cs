using Entente.Access.Safelist;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Collaboration.Threads;

/// <summary>
/// Contributed by the room that owns a kind of record which people talk about: it says who may see such a record, and whom a message concerns.
/// </summary>
public interface IThreadHost
{
    /// <summary>The kind in a <see cref="SubjectRef"/>: <c>registration</c>.</summary>
    string Kind { get; }

    /// <summary>The record as this actor may know it; null when there is none for the actor.</summary>
    Task<ThreadPlace?> Place(Guid id, Actor actor, CancellationToken ct);

    /// <summary>
    /// Records that a partner's person with restricted collaboration takes part in, asked by such a person alone: what is listed and searched for
    /// them is of these. None, where such people take no part.
    /// </summary>
    Task<IReadOnlyCollection<Guid>> Own(CancellationToken ct) => Task.FromResult<IReadOnlyCollection<Guid>>([]);

    /// <summary>What is talked about with this partner besides its records; null where this room's records are something else.</summary>
    SubjectRef? Partnership(PartnerId partner) => null;

    /// <summary>The record that staff call by this number; null when there is none.</summary>
    Task<Guid?> ByNumber(string number, CancellationToken ct) => Task.FromResult<Guid?>(null);
}

/// <summary>A partner that takes part: its people read what is shared with it, and nothing that is shared with another.</summary>
/// <param name="Submitter">The partner's person whom shared messages are mailed to; null: its admins.</param>
/// <param name="Manager">The vendor's person who looks after it; null: the owners and admins.</param>
public sealed record ThreadSide(PartnerId Partner, string Name, PersonId? Submitter, PersonId? Manager)
{
    /// <summary>Its people with restricted collaboration who were added to the record; others of them read nothing of it.</summary>
    public IReadOnlyCollection<PersonId> Added { get; init; } = [];
}

/// <summary>A record with a conversation, and the people it concerns.</summary>
/// <param name="Number">What people call it: <c>DR-1048</c>, <c>Deal</c>.</param>
/// <param name="Title">Of the record, unprojected; outsiders see it only if the safelist shows <paramref name="TitleField"/> of <paramref name="SafeObject"/>.</param>
/// <param name="TitleField">Null: nothing is kept from whoever sees the record.</param>
/// <param name="Sides">Who may be shared with; none: what is said stays internal.</param>
/// <param name="ReadPermission">What staff need to read it.</param>
/// <param name="StaffPath">The conversation's page for staff.</param>
public sealed record ThreadPlace(
    SubjectRef Subject,
    string Number,
    string Title,
    string? TitleField,
    string SafeObject,
    IReadOnlyList<ThreadSide> Sides,
    string ReadPermission,
    string StaffPath
)
{
    /// <summary>The field of the safelist by which partners see messages, whatever record they are about.</summary>
    public const string MessageField = "message";

    /// <summary>In a sentence: <c>the deal</c>.</summary>
    public string InWords { get; init; } = Number;

    /// <summary>What staff who read it read: <c>registrations</c>.</summary>
    public string Records { get; init; } = "registrations";

    /// <summary>
    /// Every partner with a part in the record, whether it takes part in the conversation or not, whoever looks: staff whose scope leaves one of
    /// them out do not see the record, so they read nothing of it. Null: the sides are all.
    /// </summary>
    public IReadOnlyCollection<PartnerId>? Parties { get; init; }

    /// <summary>The record's own page for staff.</summary>
    public string StaffBack { get; init; } = "";

    /// <summary>The conversation's page in the portal.</summary>
    public string PartnerPath { get; init; } = "";

    /// <summary>The record's own page in the portal; null: it has none.</summary>
    public string? PartnerBack { get; init; }

    public ThreadSide? Side(PartnerId partner) => Sides.FirstOrDefault(s => s.Partner == partner);

    /// <summary>Whether whoever sees this much takes part at all.</summary>
    internal static bool Opens(Projection shown) => shown.Shows(SafeObjects.Registration, MessageField);

    internal string? TitleFor(Projection shown) => TitleField is null ? Title : shown.Show(SafeObject, TitleField, Title);
}

/// <summary>Finds the room that owns a record.</summary>
internal sealed class ThreadHosts(IEnumerable<IThreadHost> hosts, Actor actor)
{
    /// <summary>
    /// Null when there is no such record for whoever acts. Staff need the record's own permission; outsiders are the people of one of its sides, are
    /// told of that side alone, and nobody else is anybody here.
    /// </summary>
    public async Task<ThreadPlace?> Find(SubjectRef subject, CancellationToken ct)
    {
        if (hosts.FirstOrDefault(h => h.Kind == subject.Kind) is not { } host || await host.Place(subject.Id, actor, ct) is not { } place)
            return null;
        return actor.Kind switch
        {
            ActorKind.Staff => actor.May(place.ReadPermission) ? place : null,
            ActorKind.Partner => actor.Partner is { } partner && place.Side(partner) is { } own ? place with { Sides = [own] } : null,
            ActorKind.System => place,
            _ => null,
        };
    }

    /// <summary>The only records that whoever acts takes part in; null: they are not restricted to their own.</summary>
    public async Task<IReadOnlyCollection<Guid>?> Own(CancellationToken ct)
    {
        if (!actor.OwnOnly)
            return null;
        var own = new HashSet<Guid>();
        foreach (var host in hosts)
            own.UnionWith(await host.Own(ct));
        return own;
    }

    /// <summary>The conversation with a partner as a whole; null where no room has one.</summary>
    public SubjectRef? Partnership(PartnerId partner) => hosts.Select(h => h.Partnership(partner)).FirstOrDefault(p => p is not null);

    public async Task<SubjectRef?> ByNumber(string number, CancellationToken ct)
    {
        foreach (var host in hosts)
            if (await host.ByNumber(number, ct) is { } id)
                return new(host.Kind, id);
        return null;
    }
}
