using Entente.Access;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Complaints;

/// <summary>A complaint as whoever answers sees it.</summary>
/// <param name="By">Who brought it; null: nobody is known by name any more.</param>
/// <param name="MayAnswer">Open, and the reader did not decide about the registration.</param>
/// <param name="Cases">Conflicts over the company of the registration, the latest first.</param>
public sealed record ComplaintSheetView(
    ComplaintRow Head,
    string Words,
    string? By,
    string? Company,
    bool MayAnswer,
    string? Reply,
    string? AnsweredBy,
    IReadOnlyList<(string Number, string Status)> Cases
);

/// <summary>Reads one complaint for staff.</summary>
public sealed class ComplaintQuery
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly ComplaintList list;
    private readonly ComplaintDeciders deciders;
    private readonly RegistrationsApi registrations;
    private readonly AccessApi access;

    internal ComplaintQuery(
        EntenteDb db,
        Actor actor,
        ComplaintList list,
        ComplaintDeciders deciders,
        RegistrationsApi registrations,
        AccessApi access
    ) =>
        (this.db, this.actor, this.list, this.deciders, this.registrations, this.access) = (
            db,
            actor,
            list,
            deciders,
            registrations,
            access
        );

    public async Task<ComplaintSheetView?> Load(string number, CancellationToken ct)
    {
        if (await db.Set<Complaint>().AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, ct) is not { } one)
            return null;
        var people = await access.People(new[] { one.By, one.AnsweredBy }.OfType<PersonId>(), ct);
        string? Name(PersonId? id) => id is { } known ? people.GetValueOrDefault(known)?.Name : null;
        var cases = one.Registration is { } about
            ? await db.Set<ConflictCase>()
                .Where(c => c.Sides.Any(s => s.Registration == about))
                .OrderByDescending(c => c.OpenedAt)
                .Take(5)
                .Select(c => new { c.Number, c.Status })
                .ToListAsync(ct)
            : [];
        return new(
            (await list.Rows([one], ct))[0],
            one.Words,
            Name(one.By),
            one.Registration is { } id ? (await registrations.Get(new(id), ct))?.Company : null,
            one.Upheld is null && Complaining.MayAnswer(actor.Person, await deciders.Of(one, ct)),
            one.Reply,
            Name(one.AnsweredBy),
            [.. cases.Select(c => (c.Number, c.Status.Words()))]
        );
    }
}
