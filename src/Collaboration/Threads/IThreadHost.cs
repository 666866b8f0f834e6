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

    /// <summary>The record that staff call by this number; null when there is none.</summary>
    Task<Guid?> ByNumber(string number, CancellationToken ct);
}

/// <summary>A record with a conversation, and the people it concerns.</summary>
/// <param name="Title">Of the record, unprojected; outsiders see it only if the safelist shows <paramref name="TitleField"/> of <paramref name="SafeObject"/>.</param>
/// <param name="SafeObject">The safelist's object; its field <see cref="MessageField"/> decides whether partners take part at all.</param>
/// <param name="Submitter">The partner's person whom shared messages are mailed to; null: nobody yet.</param>
/// <param name="Manager">The vendor's person who looks after it; null: the owners and admins.</param>
/// <param name="ReadPermission">What staff need to read it.</param>
/// <param name="StaffPath">The conversation's page for staff.</param>
public sealed record ThreadPlace(
    SubjectRef Subject,
    string Number,
    string Title,
    string TitleField,
    string SafeObject,
    PartnerId Partner,
    string PartnerName,
    PersonId? Submitter,
    PersonId? Manager,
    string ReadPermission,
    string StaffPath
)
{
    /// <summary>The field of the safelist by which partners see messages.</summary>
    public const string MessageField = "message";
}

/// <summary>Finds the room that owns a record.</summary>
internal sealed class ThreadHosts(IEnumerable<IThreadHost> hosts, Actor actor)
{
    /// <summary>
    /// Null when there is no such record for whoever acts. Staff need the record's own permission; outsiders are its partner's people, and
    /// nobody else is anybody here.
    /// </summary>
    public async Task<ThreadPlace?> Find(SubjectRef subject, CancellationToken ct)
    {
        if (hosts.FirstOrDefault(h => h.Kind == subject.Kind) is not { } host || await host.Place(subject.Id, actor, ct) is not { } place)
            return null;
        return actor.Kind switch
        {
            ActorKind.Staff => actor.May(place.ReadPermission) ? place : null,
            ActorKind.Partner => actor.Partner == place.Partner ? place : null,
            ActorKind.System => place,
            _ => null,
        };
    }

    public async Task<SubjectRef?> ByNumber(string number, CancellationToken ct)
    {
        foreach (var host in hosts)
            if (await host.ByNumber(number, ct) is { } id)
                return new(host.Kind, id);
        return null;
    }
}
