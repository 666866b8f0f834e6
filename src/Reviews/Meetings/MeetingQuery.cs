using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Entente.Reviews.Show;
using Entente.Ui.Forms;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Meetings;

/// <summary>What both sides read of a meeting. It does not know the vendor's note, why it was not held, nor on which record a decision lands.</summary>
/// <param name="Title">Who it is with, or whose it is.</param>
public sealed record MeetingFace(
    MeetingId Id,
    MeetingKind Kind,
    string Title,
    DateTimeOffset StartsAt,
    int Minutes,
    MeetingState State,
    string Summary,
    AgendaShown Agenda,
    IReadOnlyList<DecisionLine> Decisions
)
{
    internal static async Task<MeetingFace> Of(Meeting meeting, string title, AgendaShown agenda, AccessApi access, CancellationToken ct)
    {
        var people = await access.People(meeting.Decisions.Select(d => d.OwnerId).Distinct(), ct);
        return new(
            meeting.Id,
            meeting.Kind,
            title,
            meeting.StartsAt,
            meeting.Minutes,
            meeting.State,
            meeting.Summary,
            agenda,
            [
                .. meeting
                    .Decisions.OrderBy(d => d.DueOn)
                    .ThenBy(d => d.Id.Value)
                    .Select(d => new DecisionLine(
                        d.Id.Value,
                        d.Version,
                        d.Words,
                        d.OwnerId,
                        people.GetValueOrDefault(d.OwnerId)?.Name,
                        d.DueOn,
                        d.Given
                    )),
            ]
        );
    }
}

/// <summary>A meeting as staff read it.</summary>
/// <param name="Partner">Null of a pipeline review.</param>
/// <param name="Names">Of the partners on the agenda of a pipeline review.</param>
/// <param name="Abouts">What each decision is about, by its id.</param>
/// <param name="Choices">What a decision can be about, for the form.</param>
/// <param name="People">Who can own a decision, for the form.</param>
public sealed record MeetingView(
    int Version,
    MeetingFace Face,
    PartnerId? Partner,
    string? Host,
    bool Out,
    string Note,
    string Why,
    DateTimeOffset? ClosedAt,
    IReadOnlyDictionary<PartnerId, string> Names,
    IReadOnlyDictionary<Guid, string> Abouts,
    IReadOnlyList<Option> Choices,
    IReadOnlyList<Option> People
);

/// <summary>One meeting for staff. Of its agenda they read what their role includes.</summary>
public sealed class MeetingQuery
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly AccessApi access;
    private readonly GatherAgenda gather;

    internal MeetingQuery(EntenteDb db, Actor actor, TimeProvider clock, AccessApi access, GatherAgenda gather) =>
        (this.db, this.actor, this.clock, this.access, this.gather) = (db, actor, clock, access, gather);

    public async Task<MeetingView?> Load(MeetingId id, CancellationToken ct)
    {
        if (
            !actor.IsStaff
            || !actor.May(Permissions.ReadPartners)
            || await db.Set<Meeting>().AsNoTracking().Include(m => m.Decisions).SingleOrDefaultAsync(m => m.Id == id, ct) is not { } meeting
        )
            return null;
        var (points, cards) = await gather.Run(meeting, clock.GetUtcNow(), ct);
        var readable = Agenda.Readable(points, actor.May, actor.Scope is not null);
        var host = meeting.HostId is { } by ? (await access.People([by], ct)).GetValueOrDefault(by)?.Name : null;
        var sales = meeting.Kind is MeetingKind.SalesReview;
        var name = sales ? cards.GetValueOrDefault(meeting.PartnerId)?.Name ?? "A partner" : host ?? "A manager";
        var edits = meeting.State is MeetingState.Planned && Refusals.May(actor);
        return new(
            meeting.Version,
            await MeetingFace.Of(meeting, name, Agenda.ForStaff(readable), access, ct),
            sales ? meeting.PartnerId : null,
            host,
            meeting.Out,
            Refusals.ReadsWhole(actor)
                ? await db.Set<MeetingNote>().Where(n => n.MeetingId == id).Select(n => n.Text).SingleOrDefaultAsync(ct) ?? ""
                : "",
            meeting.Why,
            meeting.ClosedAt,
            sales ? new Dictionary<PartnerId, string>() : cards.ToDictionary(c => c.Key, c => c.Value.Name),
            Refusals.ReadsWhole(actor)
                ? meeting.Decisions.ToDictionary(d => d.Id.Value, d => d.AboutWords)
                : new Dictionary<Guid, string>(),
            edits ? MeetingAbouts.Options(MeetingAbouts.Of(readable, cards)) : [],
            edits
                ?
                [
                    .. (await MeetingPeople.Of(access, meeting, ct)).Select(m => new Option(
                        m.Person.Id.Short(),
                        m.Side is MemberSide.Staff ? $"Us: {m.Person.Name}" : $"{name}: {m.Person.Name}"
                    )),
                ]
                : []
        );
    }
}
