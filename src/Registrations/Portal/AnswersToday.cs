using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Portal;

/// <summary>A card of Today: appeals this person may answer, by their clock, and requests for a longer protection.</summary>
internal sealed class AnswersToday(EntenteDb db, ClaimWorld world, PartnersApi partners, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Shown = 6;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRegistrations))
            return null;
        var waiting = await db.Set<Registration>()
            .AsNoTracking()
            .Include(r => r.Appeals)
            .Include(r => r.Extensions)
            .AsSplitQuery()
            .Where(r =>
                r.Appeals.Any(a => a.Outcome == null && (a.AgainstBy == null || a.AgainstBy != actor.Person))
                || r.Extensions.Any(e => e.State == ExtensionState.Asked)
            )
            .OrderBy(r => r.Number)
            .Take(100)
            .ToListAsync(ct);
        if (waiting.Count == 0)
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/registrations";
        var names = await partners.Cards([.. waiting.Select(r => r.PartnerId).Distinct()], ct);
        var calendar = (await world.Terms(ct)).Calendar;
        var rows = waiting
            .OrderBy(r => r.OpenAppeal?.DueAt ?? DateTimeOffset.MaxValue)
            .Take(Shown)
            .Select(r => new TodayRow(r.Company, $"{root}/{r.Number}")
            {
                Sub = r.OpenAppeal is null ? $"{r.Number}: asks for an extension" : $"{r.Number}: appeal",
                Partner = names.GetValueOrDefault(r.PartnerId) is { } partner ? new(partner.Name, r.PartnerId.Value) : null,
                Clock = r.OpenAppeal is { } appeal
                    ? new(appeal.DueAt, appeal.At) { Left = appeal.Clock(calendar).Left(now), Promise = appeal.Clock(calendar).Promise }
                    : null,
            });
        return new("answers", "Appeals and requests", TodayPlace.Card, waiting.Count, [.. rows]);
    }
}
