using Entente.Leads.Model;
using Entente.Leads.Offer;
using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Drafts;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Hold;

/// <summary>The holder says with one click how it goes.</summary>
public sealed class ReportLead(EntenteDb db, Actor actor, TimeProvider clock)
{
    public async Task<Result> Run(string number, LeadProgress? progress, CancellationToken ct)
    {
        if (AnswerOffer.Partner(actor) is not { } partner)
            return Refusals.PartnersOnly;
        if (progress is not { } says || says is LeadProgress.None || !Enum.IsDefined(says))
            return Refusals.NoProgress;
        await using var desk = await LeadDesk.ByOffer(db, number, ct);
        if (desk is not { Lead: { } lead })
            return Refusals.None;
        if (lead.Holder != partner)
            return lead.State is LeadState.Closed && lead.PartnerId == partner ? Refusals.Closed : Refusals.NotYours;
        lead.Report(says, clock.GetUtcNow());
        await desk.Save(ct);
        return Result.Done;
    }
}

/// <summary>
/// Fills the registration form with what is known of the lead; the partner looks at it and sends it as any other. The number comes back by
/// <see cref="FollowClaims"/>.
/// </summary>
public sealed class RegisterLead(EntenteDb db, Actor actor, KeepDraft drafts)
{
    /// <summary>The kind of registration whose form waits filled in.</summary>
    public async Task<Result<RegistrationKind>> Run(string number, CancellationToken ct)
    {
        if (AnswerOffer.Partner(actor) is null || !drafts.May)
            return Refusals.PartnersOnly;
        // By the filter a partner finds what it holds, or held when it was closed.
        if (await db.Set<Lead>().AsNoTracking().SingleOrDefaultAsync(l => l.Number == number, ct) is not { } lead)
            return Refusals.None;
        if (lead.State is not LeadState.Held)
            return Refusals.Closed;
        const RegistrationKind kind = RegistrationKind.Deal;
        if (await drafts.Load(kind, ct) is { Claim.Company: { Length: > 0 } other } && Key(other) != lead.CompanyKey)
            return Refusals.DraftInTheWay(other);
        var kept = await drafts.Run(
            new(
                kind,
                lead.Company,
                lead.Domain,
                lead.Country,
                lead.ContactName,
                lead.ContactEmail,
                lead.ContactRole,
                lead.Note,
                null,
                lead.Amount?.Major.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
                lead.Amount?.Currency,
                null,
                lead.Product.Length > 0 ? lead.Product : null
            ),
            ct
        );
        return kept.Ok ? kind : kept.Problem;
    }

    private static string Key(string company) => Platform.Matching.CompanyName.Of(company).Key;
}
