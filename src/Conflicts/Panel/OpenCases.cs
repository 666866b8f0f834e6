using Entente.Access;
using Entente.Conflicts.List;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Crm;
using Entente.Crm.Port;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Registrations.Contests;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Panel;

/// <summary>Inside the CRM: the open conflict of the deal or the account, by whom, until when, and the way to it.</summary>
internal sealed class OpenCases(EntenteDb db, PipelineApi pipeline, CrmApi crm, ClaimContests contests, Actor actor) : IPanelSection
{
    private const int Most = 3;

    public string Name => "conflicts";

    public async ValueTask<PanelPart?> Of(PanelVisit visit, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadRegistrations))
            return null;
        var rows = await Load(visit.Record, visit.Now, ct);
        if (rows.Count == 0)
            return null;
        return new()
        {
            Sections =
            [
                new(
                    150,
                    content =>
                    {
                        content.OpenComponent<OpenCaseSection>(0);
                        content.AddComponentParameter(1, nameof(OpenCaseSection.Rows), rows);
                        content.AddComponentParameter(2, nameof(OpenCaseSection.Root), visit.Record.Root);
                        content.CloseComponent();
                    }
                ),
            ],
            Lines =
            [
                .. rows.Select(r => new PanelLine(
                    60,
                    $"Conflict {r.Number}",
                    r.Promise is { } promise ? $"{r.StatusWords}: {promise}" : r.StatusWords,
                    r.IsLate ? Tone.Bad : Tone.Warn
                )),
            ],
        };
    }

    // By the deal itself, or by the company of the record.
    private async Task<IReadOnlyList<CaseRow>> Load(PanelRecord record, DateTimeOffset now, CancellationToken ct)
    {
        var deal = record.Kind is CrmObject.Deal ? await pipeline.ByCrmId(record.Connection, record.CrmId, ct) : null;
        var account = (record.Account ?? deal?.Account) is { } id ? (await crm.Accounts([id], ct)).FirstOrDefault() : null;
        var keys = account is null ? [] : ClaimContests.KeysOf(account.Name, account.Domain).ToList();
        if (account is not null)
            keys.Add($"account:{account.Id.Value:N}");
        var own = deal?.Id.Value;
        var cases = await db.Set<ConflictCase>()
            .AsNoTracking()
            .Where(c => c.Status != CaseStatus.Resolved)
            .Where(c => c.Keys.Any(k => k.IsOpen && keys.Contains(k.Value)) || (own != null && c.Sides.Any(s => s.Opportunity == own)))
            .Include(c => c.Sides)
            .Include(c => c.Appeals)
            .OrderBy(c => c.OpenedAt)
            .Take(Most)
            .AsSplitQuery()
            .ToListAsync(ct);
        if (cases.Count == 0)
            return [];
        var terms = await contests.Terms(ct);
        return cases.ConvertAll(c => ConflictList.Row(c, terms, now));
    }
}
