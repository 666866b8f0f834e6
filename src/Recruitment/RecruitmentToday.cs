using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Recruitment;

/// <summary>On Today: new applications that nobody looks at yet, and candidates whose day has come: one's own, nobody's, and those of whoever left.</summary>
internal sealed class RecruitmentToday(EntenteDb db, Actor actor, Workspaces workspaces, AccessApi access) : ITodayItem
{
    private const int Most = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRecruitment))
            return null;
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var (today, me) = (workspace.DayOf(now), actor.Person);
        var staff = (await access.Staff(ct)).Select(m => m.Person.Id).ToList();
        var waiting = db.Set<Candidate>()
            .AsNoTracking()
            .Where(c =>
                (c.Owner == null || c.Owner == me || !staff.Contains(c.Owner.Value))
                && (c.State == CandidateState.Prospect || (c.State == CandidateState.NotNow && c.RevisitOn <= today))
            );
        var rows = await waiting.OrderBy(c => c.Since).Take(Most).ToListAsync(ct);
        if (rows.Count == 0)
            return null;
        var total = await waiting.Total(rows.Count, 1, Most, ct);
        return new(
            "recruitment",
            "New candidates",
            TodayPlace.Card,
            total,
            [
                .. rows.Select(c => new TodayRow(c.Company, $"/w/{workspace.Slug}/recruitment/{c.Number}")
                {
                    Sub = $"{c.Number} · {Partners.PartnerWords.Words(c.Type)}",
                    Badge = c.State is CandidateState.NotNow ? new("Look again", Tone.Warn) : new("New", Tone.Info),
                    Action = "Open",
                }),
            ]
        )
        {
            AllHref = $"/w/{workspace.Slug}/recruitment",
            What = "Candidate",
        };
    }
}
