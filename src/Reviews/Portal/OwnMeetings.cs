using Entente.Access;
using Entente.Access.Safelist;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Meetings;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Portal;

public sealed record OwnMeetingRow(MeetingId Id, MeetingKind Kind, DateTimeOffset StartsAt, int Minutes, MeetingState State);

/// <param name="Version">Rises with every change.</param>
public sealed record OwnMeeting(MeetingFace Face, int Version);

/// <summary>
/// The meetings of the partner who asks: those that are shared with it, by the rows' own filter. Of the agenda they read what the safelist shows them today,
/// of held ones too.
/// </summary>
internal sealed class OwnMeetings(
    EntenteDb db,
    Actor actor,
    AccessApi access,
    PartnersApi partners,
    Fields fields,
    GatherAgenda gather,
    TimeProvider clock
)
{
    private const int Most = 50;

    /// <summary>Those to come first, by time; then those that are over, the newest first.</summary>
    public async Task<IReadOnlyList<OwnMeetingRow>> List(CancellationToken ct)
    {
        if (actor.Partner is null)
            return [];
        var all = db.Set<Meeting>().AsNoTracking();
        var coming = all.Where(m => m.State == MeetingState.Planned).OrderBy(m => m.StartsAt);
        var over = all.Where(m => m.State != MeetingState.Planned).OrderByDescending(m => m.StartsAt);
        return [.. await Rows(coming, ct), .. await Rows(over, ct)];
    }

    private static Task<List<OwnMeetingRow>> Rows(IQueryable<Meeting> meetings, CancellationToken ct) =>
        meetings.Take(Most).Select(m => new OwnMeetingRow(m.Id, m.Kind, m.StartsAt, m.Minutes, m.State)).ToListAsync(ct);

    public async Task<OwnMeeting?> Get(MeetingId id, CancellationToken ct)
    {
        if (
            actor.Partner is null
            || await db.Set<Meeting>().AsNoTracking().Include(m => m.Decisions).SingleOrDefaultAsync(m => m.Id == id, ct) is not { } meeting
        )
            return null;
        var (points, _) = await gather.Run(meeting, clock.GetUtcNow(), ct);
        var shown = await fields.For(actor, ct);
        var name = (await partners.Get(meeting.PartnerId, ct))?.Name ?? "";
        return new(await MeetingFace.Of(meeting, name, Agenda.ForPartner(points, Shows), access, ct), meeting.Version);

        bool Shows(string? stage, string field)
        {
            var dot = field.IndexOf('.', StringComparison.Ordinal);
            return shown.In(stage).Shows(field[..dot], field[(dot + 1)..]);
        }
    }
}
