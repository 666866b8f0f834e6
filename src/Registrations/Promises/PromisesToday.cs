using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Registrations.Rules;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Promises;

/// <summary>A card of Today: promises to partners that run, and those broken of late for which something can still be done.</summary>
internal sealed class PromisesToday(EntenteDb db, ClaimWorld world, PartnersApi partners, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Shown = 6;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadRegistrations))
            return null;
        var from = now.AddDays(-WorkingPromises.LateDays);
        var waiting = db.Set<WorkingPromise>().AsNoTracking().Where(p => p.DoneAt == null && p.EndedAt == null && p.DueAt > from);
        var shown = await waiting
            .OrderBy(p => p.DueAt)
            .Take(Shown)
            .Join(
                db.Set<Model.Registration>(),
                p => new { p.WorkspaceId, Id = p.RegistrationId },
                r => new { r.WorkspaceId, r.Id },
                (p, r) =>
                    new
                    {
                        Promise = p,
                        r.Number,
                        r.Company,
                    }
            )
            .ToListAsync(ct);
        if (shown.Count == 0)
            return null;
        var total = await waiting.Total(shown.Count, 1, Shown, ct);
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/registrations";
        var names = await partners.Cards([.. shown.Select(s => s.Promise.PartnerId).Distinct()], ct);
        var calendar = (await world.Terms(ct)).Calendar;
        return new(
            "promises",
            "Promises to partners",
            TodayPlace.Card,
            total,
            [
                .. shown.Select(s => new TodayRow(s.Company, $"{root}/{s.Number}#promises")
                {
                    Sub = $"{s.Number}: {s.Promise.Kind.Title().ToLowerInvariant()}",
                    Partner = names.GetValueOrDefault(s.Promise.PartnerId) is { } partner
                        ? new(partner.Name, s.Promise.PartnerId.Value)
                        : null,
                    Severity = now >= s.Promise.DueAt ? Tone.Bad : Tone.Neutral,
                    Clock = new(s.Promise.DueAt, s.Promise.BeganAt)
                    {
                        Left = calendar.Remaining(s.Promise.BeganAt, TimeSpan.FromHours(s.Promise.Hours), now),
                        Promise = TimeSpan.FromHours(s.Promise.Hours),
                    },
                }),
            ]
        );
    }
}
