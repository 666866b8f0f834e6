using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Programs.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Certificates;

/// <summary>A certificate is not valid from today on: whoever was told of it is told again.</summary>
[JobName("tiers.certificate_ends")]
internal sealed record EndCertificate(TierEvidenceId Evidence);

internal sealed class RunEndCertificate(EntenteDb db, TimeProvider clock) : IJob<EndCertificate>
{
    public async Task<JobOutcome> Run(EndCertificate payload, CancellationToken ct)
    {
        var certificate = await db.Set<TierEvidence>().SingleOrDefaultAsync(e => e.Id == payload.Evidence, ct);
        certificate?.End(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return JobOutcome.Done;
    }

    /// <summary>With the save that accepts it.</summary>
    public static void Plan(EntenteDb db, TierEvidence accepted, WorkspaceCard workspace)
    {
        if (accepted is { IsCertificate: true, Until: { } until })
            db.Enqueue(new EndCertificate(accepted.Id), LocalTime.StartOf(until, workspace.Zone));
    }
}
