using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Meetings;

/// <summary>
/// What is to be talked over: asked of every room anew until the meeting is over, as it was then afterwards. Whoever opens it asks under their own filters;
/// a partner's people are told nothing of the signals, which are the vendor's.
/// </summary>
internal sealed class GatherAgenda(
    EntenteDb db,
    Actor actor,
    PartnersApi partners,
    IEnumerable<IAgendaPoints> rooms,
    IEnumerable<IPartnerSignals> signals
)
{
    /// <summary>All points, whoever may read them, with the partners that they are of.</summary>
    public async Task<(IReadOnlyList<AgendaPoint> Points, IReadOnlyDictionary<PartnerId, PartnerCard> Partners)> Run(
        Meeting meeting,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var outside = !actor.IsStaff;
        if (meeting.State is not MeetingState.Planned)
        {
            var sheet = await db.Set<MeetingSheet>()
                .AsNoTracking()
                .SingleOrDefaultAsync(s => s.MeetingId == meeting.Id && s.Outside == outside, ct);
            var kept = sheet?.Read() ?? [];
            return (kept, await partners.Cards([.. kept.Select(p => p.Partner).Append(meeting.PartnerId).Distinct()], ct));
        }
        var cards = await Of(meeting, ct);
        var ids = cards.Keys.OrderBy(p => p.Value).ToList();
        var points = new List<AgendaPoint>();
        foreach (var room in rooms)
            points.AddRange(await room.Of(ids, now, ct));
        if (!outside)
            foreach (var source in signals)
                points.AddRange((await source.Of(ids, now, ct)).Select(Agenda.Risk).OfType<AgendaPoint>());
        return (points, cards);
    }

    /// <summary>Whom a meeting is about: its partner, or those of its manager.</summary>
    public async Task<IReadOnlyDictionary<PartnerId, PartnerCard>> Of(Meeting meeting, CancellationToken ct) =>
        meeting.Kind is MeetingKind.SalesReview
            ? await partners.Cards([meeting.PartnerId], ct)
            : (await partners.All(entering: true, ct)).Where(c => c.MayRegister && c.Manager == meeting.HostId).ToDictionary(c => c.Id);
}
