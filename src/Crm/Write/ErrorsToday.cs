using Entente.Access;
using Entente.Crm.Model;
using Entente.Crm.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Write;

/// <summary>A card of Today for those who manage the CRM: what the CRM refused and waits for a person, by its cause. None while nothing does.</summary>
internal sealed class ErrorsToday(EntenteDb db, Actor actor, Workspaces workspaces, ShowErrorQueue queue) : ITodayItem
{
    private const int Shown = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManageCrm) || await queue.Count(ct) is not (> 0 and var waiting))
            return null;
        var causes = await db.Set<WriteEntry>()
            .Where(w => w.State == WriteState.Failed)
            .GroupBy(w => new
            {
                w.ConnectionId,
                w.ErrorClass,
                w.ErrorCode,
            })
            .Select(g => new
            {
                g.Key,
                Count = g.Count(),
                Field = g.Min(w => w.ErrorField),
                Said = g.Min(w => w.ErrorMessage),
            })
            .OrderByDescending(g => g.Count)
            .Take(Shown)
            .ToListAsync(ct);
        var kinds = await db.Set<CrmConnection>().ToDictionaryAsync(c => c.Id, c => c.Kind, ct);
        var address = CrmAddresses.Errors((await workspaces.Get(actor.Workspace, ct)).Slug);
        return new TodaySection(
            "crm-errors",
            "The CRM refused",
            TodayPlace.Card,
            waiting,
            [
                .. causes.Select(c => new TodayRow(
                    ErrorCauses.Of(kinds[c.Key.ConnectionId], c.Key.ErrorClass, c.Key.ErrorCode, c.Field, c.Said).What,
                    c.Key.ErrorCode is { } code ? $"{address}?code={Uri.EscapeDataString(code)}" : address
                )
                {
                    Severity = Tone.Bad,
                    Badge = new TodayChip(Format.Count(c.Count, "write"), Tone.Bad),
                }),
            ]
        )
        {
            AllHref = address,
            Sentence =
                $"{Format.Words(waiting)} {(waiting == 1 ? "write" : "writes")} to the CRM {(waiting == 1 ? "waits" : "wait")} in the error queue.",
        };
    }
}
