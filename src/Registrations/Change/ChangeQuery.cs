using System.Globalization;
using Entente.Access.Safelist;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Forms;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Entente.Registrations.Safelist;
using Entente.Registrations.Submit;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Change;

/// <summary>What a change of a registration may be now.</summary>
public enum ChangeMode
{
    /// <summary>It was rejected: mended and sent again.</summary>
    SendAgain,

    /// <summary>It is approved: changed.</summary>
    Amend,

    /// <summary>A lead: made a deal.</summary>
    Elevate,
}

/// <summary>The form of a change, filled with what is claimed now.</summary>
/// <param name="Title">Of the page.</param>
/// <param name="Lede">What follows from sending it.</param>
/// <param name="Reason">What is to be mended; null: nothing.</param>
/// <param name="Required">What the policy demands of such a claim.</param>
/// <param name="Hidden">Fields of the form that this partner may not see, or not change: they stay as they are.</param>
public sealed record ChangeView(
    string Number,
    ChangeMode Mode,
    RegisterForm Form,
    string Title,
    string Lede,
    string? Reason,
    string? Note,
    IReadOnlySet<string> Hidden,
    IReadOnlyList<ClaimField> Required
);

/// <summary>Reads a claim into the form that changes it.</summary>
public sealed class ChangeQuery(EntenteDb db, Actor actor, Fields fields, ClaimWorld world, FormShelf forms, TimeProvider clock)
{
    private const string Object = SafeObjects.Registration;

    // Field of the form, and its name in the safelist.
    private static readonly (string Form, string Safe)[] Guarded =
    [
        ("company", "company"),
        ("domain", "domain"),
        ("contactName", "contact_name"),
        ("contactEmail", "contact_email"),
        ("contactRole", "contact_role"),
        ("stage", "stage"),
        ("amount", "amount"),
        ("closeDate", "close_date"),
        ("problem", "problem"),
    ];

    public Task<ChangeView?> Load(string number, bool asDeal, CancellationToken ct) =>
        Load(db.Set<Registration>().Where(r => r.Number == number), asDeal, ct);

    public Task<ChangeView?> Load(RegistrationId id, bool asDeal, CancellationToken ct) =>
        Load(db.Set<Registration>().Where(r => r.Id == id), asDeal, ct);

    /// <summary>Null when there is none, or it cannot be changed now.</summary>
    private async Task<ChangeView?> Load(IQueryable<Registration> which, bool asDeal, CancellationToken ct)
    {
        if (await which.AsNoTracking().Include(r => r.Appeals).SingleOrDefaultAsync(ct) is not { } r)
            return null;
        if (Mode(r, asDeal, clock.GetUtcNow()) is not { } mode)
            return null;
        var (shown, terms) = ((await fields.For(actor, ct)).In(RegistrationRecords.Stage(r, clock.GetUtcNow())), await world.Terms(ct));
        var hidden = Guarded.Where(g => !shown.Edits(Object, g.Safe)).Select(g => g.Form).ToHashSet(StringComparer.Ordinal);
        var (title, lede) = mode switch
        {
            ChangeMode.SendAgain => (
                "Mend and send again",
                $"Sent by {ClaimWords.LastDay(terms.Calendar.EndOfWindow(r.DecidedAt!.Value, terms.Policy.Changes.MendDays), terms.Zone)} for the same customer, your claim keeps its date: {Words.Moment(r.ClaimedAt, terms.Zone)}."
            ),
            ChangeMode.Elevate => (
                "Make it a deal",
                "Same number, and your claim keeps its date. An approved lead stays protected while we look at it."
            ),
            _ => (
                "Change something",
                $"Another customer, or a value more than {terms.Policy.Changes.AmountPercent} % off what was approved, is looked at first; everything else changes at once. Your protection runs on."
            ),
        };
        return new(
            r.Number,
            mode,
            Form(r, mode, hidden),
            title,
            lede,
            mode is ChangeMode.SendAgain ? shown.Show(Object, "reason", r.Refusal?.PartnerText()) : null,
            mode is ChangeMode.SendAgain ? shown.Show(Object, "decision", r.DecisionNote) : null,
            hidden,
            terms.Policy.Required(mode is ChangeMode.Elevate ? RegistrationKind.Deal : r.Kind)
        );
    }

    /// <summary>The claim with what was typed; what may not be seen or changed stays as it is.</summary>
    internal async Task<ClaimInput?> Claim(ChangeView view, RegisterForm typed, CancellationToken ct)
    {
        if (await db.Set<Registration>().AsNoTracking().SingleOrDefaultAsync(r => r.Number == view.Number, ct) is not { } r)
            return null;
        var (now, sent) = (Form(r, view.Mode, new HashSet<string>()).Claim, typed.Claim);
        var partner = await world.Partner(r.PartnerId, ct);
        var form = await forms.For(partner is null ? new(r.Kind) : Segment.Of(r.Kind, partner), ct);
        // What the form sets by itself is not the partner's to change afterwards either.
        var set = form.Fields.Where(f => f.Mode is not FieldMode.Asked).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        sent = FormFields.With(sent, FormFields.All.ToDictionary(f => f.Key, f => FormFields.Of(set.Contains(f.Key) ? now : sent, f.Key)));
        return sent with
        {
            Kind = view.Mode is ChangeMode.Elevate ? RegistrationKind.Deal : r.Kind,
            Currency = r.Currency,
            // Not on this form: they stay as they are.
            Incumbent = r.Incumbent?.ToString(),
            SecondPartner = r.SecondPartner,
            SecondRole = r.SecondRole?.ToString(),
            Discount = set.Contains(FormFields.Discount) ? now.Discount : sent.Discount ?? now.Discount,
            Custom = null,
            Company = view.Hidden.Contains("company") ? now.Company : sent.Company,
            Amount = view.Hidden.Contains("amount") ? now.Amount : sent.Amount,
            CloseDate = view.Hidden.Contains("closeDate") ? now.CloseDate : sent.CloseDate,
            Problem = view.Hidden.Contains("problem") ? now.Problem : sent.Problem,
            ContactEmail = view.Hidden.Contains("contactEmail") ? now.ContactEmail : sent.ContactEmail,
            Domain = view.Hidden.Contains("domain") ? now.Domain : sent.Domain,
            ContactName = view.Hidden.Contains("contactName") ? now.ContactName : sent.ContactName,
            ContactRole = view.Hidden.Contains("contactRole") ? now.ContactRole : sent.ContactRole,
            Stage = view.Hidden.Contains("stage") ? now.Stage : sent.Stage,
        };
    }

    private static ChangeMode? Mode(Registration r, bool asDeal, DateTimeOffset now)
    {
        var seen = r.Outward(now);
        return (seen.State, asDeal && r.Kind is RegistrationKind.Lead) switch
        {
            (RegistrationState.Rejected, _) when r.OpenAppeal is null => ChangeMode.SendAgain,
            (RegistrationState.Approved or RegistrationState.Converted or RegistrationState.InReview, true) => ChangeMode.Elevate,
            (RegistrationState.Approved or RegistrationState.Converted, _) => ChangeMode.Amend,
            _ => null,
        };
    }

    private static RegisterForm Form(Registration r, ChangeMode mode, IReadOnlySet<string> hidden) =>
        new()
        {
            Kind = mode is ChangeMode.Elevate ? nameof(RegistrationKind.Deal) : r.Kind.ToString(),
            Company = hidden.Contains("company") ? null : r.Company,
            Domain = hidden.Contains("domain") ? null : r.Domain,
            Country = r.Country,
            ContactName = hidden.Contains("contactName") ? null : r.ContactName,
            ContactEmail = hidden.Contains("contactEmail") ? null : r.ContactEmail,
            ContactRole = hidden.Contains("contactRole") ? null : r.ContactRole,
            Problem = hidden.Contains("problem") ? null : r.Problem,
            Stage = hidden.Contains("stage") ? null : r.Stage?.ToString(),
            Amount = hidden.Contains("amount") ? null : r.Amount?.Major.ToString(CultureInfo.InvariantCulture),
            CloseDate = hidden.Contains("closeDate") ? null : r.CloseDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Product = r.Product,
            Discount = r.DiscountAsked is { } asked ? PercentText.Figure(asked) : null,
            Consent = r.Consent,
        };
}
