using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Recruitment.Show;

/// <summary>On a partner's page: how it was recruited.</summary>
internal sealed class RecruitedSection(EntenteDb db, Actor actor, Workspaces workspaces) : IPartnerSection
{
    public async ValueTask<PartnerSection?> Of(PartnerId partner, CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRecruitment))
            return null;
        var found = await db.Set<Candidate>()
            .AsNoTracking()
            .Where(c => c.Partner == partner && (c.State == CandidateState.Accepted || c.State == CandidateState.Routed))
            .OrderByDescending(c => c.ReceivedAt)
            .Take(10)
            .ToListAsync(ct);
        if (found.Count == 0)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        IReadOnlyList<RecruitedLine> lines =
        [
            .. found.Select(c => new RecruitedLine($"/w/{slug}/recruitment/{c.Number}", c.Number, c.State.Words(), c.Since, c.Total)),
        ];
        return new(
            600,
            "recruitment",
            "Recruitment",
            null,
            [],
            content =>
            {
                content.OpenComponent<RecruitedLines>(0);
                content.AddComponentParameter(1, nameof(RecruitedLines.Lines), lines);
                content.CloseComponent();
            }
        );
    }
}

/// <param name="Total">Of the scorecard, when it was accepted.</param>
public sealed record RecruitedLine(string Href, string Number, string State, DateTimeOffset At, decimal? Total);
