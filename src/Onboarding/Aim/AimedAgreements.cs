using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Aim;

/// <summary>Which agreements aim at a segment: by their draft, or by a version that counts or will. What is ended asks nobody any more.</summary>
internal sealed class AimedAgreements(EntenteDb db, Workspaces workspaces, TimeProvider clock) : ISegmentUse
{
    public async Task<IReadOnlyList<SegmentUse>> Of(SegmentId segment, CancellationToken ct)
    {
        var all = await db.Set<Agreement>().AsNoTracking().Where(a => a.EndedAt == null).OrderBy(a => a.Name).ToListAsync(ct);
        var versions = await AgreementVersion.Terms(db, all.ConvertAll(a => a.Id), ct);
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(clock.GetUtcNow());
        return
        [
            .. all.Where(a =>
                    a.ReadDraft()?.For.Segments.Contains(segment) == true
                    || Accepting.Living([.. versions[a.Id]], today).Any(v => v.For.Segments.Contains(segment))
                )
                .Select(a => new SegmentUse($"the agreement “{a.Name}”", $"settings/agreements/{a.Id.Short()}")),
        ];
    }
}
