using System.Linq.Expressions;
using Entente.Access.Safelist;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Promises;
using Entente.Registrations.Rules;
using Entente.Registrations.Safelist;
using Entente.Registrations.Status;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Portal;

/// <summary>A line of the partner's own deals; what the safelist hides is null.</summary>
public sealed record OwnDeal(
    string Number,
    string Title,
    string StateWords,
    Tone StateTone,
    Money? Amount,
    DateTimeOffset? Due,
    DateTimeOffset? ProtectedFrom,
    DateTimeOffset? ProtectedUntil,
    bool Closed
)
{
    /// <summary>What the vendor still owes; null: nothing.</summary>
    public PromiseChip? Owed { get; init; }
}

/// <summary>A page of them.</summary>
/// <param name="Total">How many there are of that state and with those words.</param>
/// <param name="Page">The one that is shown: a page behind the last one is the last one.</param>
/// <param name="ByCompany">Whether words are looked for in companies too: only where the safelist shows every company.</param>
internal sealed record OwnDealsShown(IReadOnlyList<OwnDeal> Deals, int Total, int Page, bool ByCompany);

/// <summary>A partner's own registrations, as its people may see them: on their home, and all of them on a page.</summary>
internal sealed class OwnDeals(EntenteDb db, Actor actor, Fields fields, ClaimWorld world)
{
    public const int PageSize = 50;
    private const string Object = SafeObjects.Registration;

    /// <param name="state">As the partner sees it; null: every one.</param>
    /// <param name="text">Part of the company's name or of the number.</param>
    public async Task<OwnDealsShown> Page(RegistrationState? state, string? text, int page, DateTimeOffset now, CancellationToken ct)
    {
        var shown = await fields.For(actor, ct);
        // Who may not see a company must not find out its name by asking for it.
        var byCompany = shown.Shows(Object, "company");
        var which = db.Set<Registration>().AsNoTracking();
        if (state is { } only)
            which = which.Where(Outwardly(only, now));
        if (text?.ToLowerInvariant() is { } part)
            which = byCompany
                ? which.Where(r => r.Company.ToLower().Contains(part) || r.Number.ToLower().Contains(part))
                : which.Where(r => r.Number.ToLower().Contains(part));
        var total = await which.CountAsync(ct);
        var at = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await Ordered(which, now).Skip((at - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var terms = await world.Terms(ct);
        var promises = await PromiseChips.Of(db, [.. rows.Select(r => r.Id)], now, ct);
        return new(
            [.. rows.Select(r => Line(r, shown, terms, now) with { Owed = promises.GetValueOrDefault(r.Id) })],
            total,
            at,
            byCompany
        );
    }

    /// <summary>Those that live first, the newest of each first. A decision that can still be undone moves nothing.</summary>
    public static IQueryable<Registration> Ordered(IQueryable<Registration> own, DateTimeOffset now) =>
        own.OrderBy(r =>
                (r.AnnounceAt == null || r.AnnounceAt <= now || r.BeforeJson == null)
                && (
                    r.State == RegistrationState.Won
                    || r.State == RegistrationState.Lost
                    || r.State == RegistrationState.Declined
                    || r.State == RegistrationState.Rejected
                    || r.State == RegistrationState.Withdrawn
                )
            )
            .ThenByDescending(r => r.SubmittedAt)
            .ThenByDescending(r => r.Number);

    public static OwnDeal Line(Registration r, Projection shown, Terms terms, DateTimeOffset now)
    {
        // A decision that can still be undone is nobody's to see.
        var seen = r.Outward(now);
        shown = shown.In(RegistrationRecords.Stage(r, now));
        var expiring = StatusQuery.Expiring(seen.Window, seen.State, terms, now);
        var window = Counts(r, seen) && shown.Shows(Object, "protected_until") ? seen.Window : null;
        return new(
            r.Number,
            shown.Show(Object, "company", r.Company) ?? r.Number,
            expiring ? "Expiring" : seen.State.Words(),
            expiring ? Tone.Warn : StatusQuery.Tone(seen.State),
            shown.Show(Object, "amount", r.Amount),
            shown.Show(Object, "due_at", seen.Hidden ? DueAsBefore(r, terms) : r.DueAt),
            window?.From,
            window?.Until!.Value.AddTicks(-1),
            !seen.State.IsOpen()
        );
    }

    // Registration.Outward for the database: until a decision is announced the claim stands in review.
    private static Expression<Func<Registration, bool>> Outwardly(RegistrationState state, DateTimeOffset now) =>
        state is RegistrationState.InReview
            ? r => r.State == state || (r.AnnounceAt != null && r.AnnounceAt > now && r.BeforeJson != null)
            : r => r.State == state && (r.AnnounceAt == null || r.AnnounceAt <= now || r.BeforeJson == null);

    private static DateTimeOffset? DueAsBefore(Registration r, Terms terms) => r.Clock(terms.Calendar).Due;

    // Once won or lost, the window has done its work: a countdown would only worry.
    private static bool Counts(Registration r, OutwardState seen) =>
        (seen.State is RegistrationState.Approved or RegistrationState.Converted || r.StandsAs is not null) && seen.Window.State.Protects();
}
