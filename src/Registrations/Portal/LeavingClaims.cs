using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Portal;

/// <summary>Before a partner ends: its claims that still stand, decided or not, with the protections that run.</summary>
internal sealed class LeavingClaims(EntenteDb db, Actor actor, Workspaces workspaces) : ILeavingCheck
{
    public async Task<LeavingLine> Of(PartnerId partner, CancellationToken ct)
    {
        // As States.Stands says, where the rows are.
        var open = db.Set<Registration>()
            .AsNoTracking()
            .Where(r => r.PartnerId == partner)
            .Where(r =>
                r.State == RegistrationState.Submitted
                || r.State == RegistrationState.InReview
                || r.State == RegistrationState.NeedsInfo
                || (
                    r.State == RegistrationState.Approved
                    && r.Protection != ProtectionState.Released
                    && r.Protection != ProtectionState.Expired
                )
                || (r.State == RegistrationState.Converted && r.Protection != ProtectionState.Released)
            );
        var reads = actor.May(Permissions.ReadRegistrations);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        var named = reads
            ? await open.OrderBy(r => r.SubmittedAt)
                .ThenBy(r => r.Number)
                .Take(LeavingLine.MostItems)
                .Select(r => new
                {
                    r.Number,
                    r.Company,
                    r.State,
                    r.Protection,
                })
                .ToListAsync(ct)
            : [];
        return new(
            10,
            "claim",
            "claims",
            await open.CountAsync(ct),
            [
                .. named.Select(r => new LeavingItem(
                    $"{r.Number} · {r.Company}",
                    $"/w/{slug}/registrations/{r.Number}",
                    r.Protection.Protects() ? $"{r.State.Words()}, protected" : r.State.Words()
                )),
            ],
            "They stay as they are: whoever decides still decides, protections run to their end, deals stay with it until they close.",
            reads ? $"/w/{slug}/registrations?view=all&partner={partner.Short()}" : null
        );
    }
}
