using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Registrations.Model;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Consents;

/// <summary>What the contact of a registration agreed to, beside it, for staff.</summary>
internal sealed class BesideConsent(EntenteDb db, ConsentBook book, Actor actor) : IClaimBeside
{
    public async ValueTask<RenderFragment?> ForStaff(RegistrationId claim, string slug, CancellationToken ct)
    {
        var lines = await book.Of(claim, ct);
        if (lines.Count == 0)
            return null;
        var number = await db.Set<Registration>().Where(r => r.Id == claim).Select(r => r.Number).SingleAsync(ct);
        var change = actor.May(Permissions.DecideRegistrations) ? $"/w/{slug}/registrations/{number}/consent" : null;
        return builder =>
        {
            builder.OpenComponent<ConsentCard>(0);
            builder.AddAttribute(1, nameof(ConsentCard.Lines), lines);
            builder.AddAttribute(2, nameof(ConsentCard.Change), change);
            builder.CloseComponent();
        };
    }

    public ValueTask<RenderFragment?> ForPartner(RegistrationId claim, string here, CancellationToken ct) =>
        ValueTask.FromResult<RenderFragment?>(null);
}
