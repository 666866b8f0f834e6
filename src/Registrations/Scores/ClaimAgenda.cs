using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Safelist;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Scores;

/// <summary>Protections that run out soon, while there is still time to do something. A decision that can still be undone counts for nobody.</summary>
internal sealed class ClaimAgenda(EntenteDb db, Workspaces workspaces) : IAgendaPoints
{
    /// <summary>Within so many days a protection runs out soon.</summary>
    private const int Soon = 21;

    public async Task<IReadOnlyList<AgendaPoint>> Of(IReadOnlyCollection<PartnerId> partnerIds, DateTimeOffset now, CancellationToken ct)
    {
        var wanted = partnerIds.Distinct().ToArray();
        var (workspace, until) = (await workspaces.Get(db.Workspace, ct), now.AddDays(Soon));
        var claims = await db.Set<Registration>()
            .AsNoTracking()
            .Where(r => wanted.Contains(r.PartnerId) && r.ProtectedUntil > now && r.ProtectedUntil <= until)
            .Where(r => r.State == RegistrationState.Approved || r.State == RegistrationState.Converted)
            .ToListAsync(ct);
        return
        [
            .. from claim in claims
            let seen = claim.Outward(now)
            where !seen.Hidden && seen.Window.State.Protects()
            let last = workspace.DayOf(claim.ProtectedUntil!.Value.AddTicks(-1))
            select new AgendaPoint(
                claim.PartnerId,
                AgendaTopic.Expiring,
                claim.Id.Subject,
                claim.Company,
                $"{claim.Number}, protected until {Format.DateInFull(last)}",
                Permissions.ReadRegistrations
            )
            {
                Day = last,
                Needs = ["registration.protected_until"],
                NameNeeds = "registration.company",
                Otherwise = claim.Number,
                Stage = RegistrationRecords.Stage(claim, now),
                Path = $"registrations/{claim.Number}",
                PartnerPath = $"portal/deals/{claim.Number}",
            },
        ];
    }
}
