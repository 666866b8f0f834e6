using Entente.Access.Safelist;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Home;
using Entente.Registrations.Model;
using Entente.Registrations.Promises;
using Entente.Registrations.Rules;
using Entente.Registrations.Safelist;
using Entente.Registrations.Status;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Portal;

/// <summary>A partner's home: its registrations, and what it should do next about them.</summary>
internal sealed class OwnDealsBlock(EntenteDb db, Actor actor, Fields fields, Workspaces workspaces, ClaimWorld world) : IHomeBlock
{
    private const int Shown = 30;
    private const string Object = SafeObjects.Registration;
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(7);

    public HomePart? Part => new("deals", "Deals");

    public async Task<HomeBlock?> Block(DateTimeOffset now, CancellationToken ct)
    {
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var root = $"/w/{workspace.Slug}/portal/deals";
        var shown = await fields.For(actor, ct);
        var own = await OwnDeals
            .Ordered(db.Set<Registration>().AsNoTracking().Include(r => r.Questions).AsSplitQuery(), now)
            .Take(Shown)
            .ToListAsync(ct);
        var terms = await world.Terms(ct);
        if (own.Count == 0)
            return new("deals", "Your deals", HomePlace.Main, 10) { First = await First(terms, ct) };
        var promises = await PromiseChips.Of(db, [.. own.Select(r => r.Id)], now, ct);
        var deals = own.Select(r => OwnDeals.Line(r, shown, terms, now) with { Owed = promises.GetValueOrDefault(r.Id) }).ToList();
        return new("deals", "Your deals", HomePlace.Main, 10)
        {
            Card = false,
            AllHref = root,
            AllText = "All deals",
            Count = Format.Number(deals.Count(d => !d.Closed)),
            Body = builder =>
            {
                builder.OpenComponent<OwnDealsTable>(0);
                builder.AddAttribute(1, nameof(OwnDealsTable.Deals), deals);
                builder.AddAttribute(2, nameof(OwnDealsTable.Root), root);
                builder.CloseComponent();
            },
            Moves = [.. own.Select(r => Move(r, shown, root, workspace.TimeZone, now)).OfType<HomeMove>()],
        };
    }

    // In the terms of this partner's own deals.
    private async Task<string> First(Terms terms, CancellationToken ct)
    {
        var card = actor.Partner is { } partner ? await world.Partner(partner, ct) : null;
        var hours = (card is null ? terms : terms.For(Segment.Of(RegistrationKind.Deal, card))).Policy.DecisionHours;
        return $"Register the first one: you get a number at once and an answer within {RuleValues.Hours(hours)} of business days.";
    }

    private static HomeMove? Move(Registration r, Projection shown, string root, string zone, DateTimeOffset now)
    {
        shown = shown.In(RegistrationRecords.Stage(r, now));
        var name = shown.Show(Object, "company", r.Company) ?? r.Number;
        var href = $"{root}/{r.Number}";
        if (r.MayUndo(now))
            return null;
        return r switch
        {
            { State: RegistrationState.Rejected } => new(
                $"Mend {name} and send it again",
                href,
                $"{r.Number}; {r.Refusal?.PartnerText()}",
                "See what is missing",
                "alert",
                Tone.Warn,
                null
            ),
            { State: RegistrationState.NeedsInfo } => new(
                $"Answer our question about {name}",
                href,
                $"{r.Number}; the clock stands still until you do",
                "Answer",
                "mail",
                Tone.Warn,
                r.WaitsUntil
            ),
            { State: not (RegistrationState.Approved or RegistrationState.Converted) } => null,
            { Protection: ProtectionState.Conditional, HoldBy: { } by } when by > now => new(
                $"Log the first meeting with {name}",
                href,
                $"By {ClaimWords.LastDay(by, zone)}, else the protection is released",
                "Log meeting",
                "clock",
                Tone.Warn,
                by
            ),
            { Protection: ProtectionState.Active, QuietBy: { } quiet } when quiet < r.ProtectedUntil && quiet - now <= Quiet => new(
                $"How is it going with {name}?",
                href,
                $"Without a word by {ClaimWords.LastDay(quiet, zone)} the protection is released",
                "Tell us",
                "clock",
                Tone.Warn,
                quiet
            ),
            { Protection: ProtectionState.Active, EvidenceBy: { } evidence } when evidence < r.ProtectedUntil && evidence - now <= Quiet =>
                new(
                    $"Show how it goes with {name}",
                    href,
                    $"Without a meeting or a proposal on record by {ClaimWords.LastDay(evidence, zone)} the protection {(r.EvidenceTakes > 0 ? "ends sooner" : "is released")}",
                    "Put it on record",
                    "clock",
                    Tone.Warn,
                    evidence
                ),
            { Protection: ProtectionState.Active, ProtectedUntil: { } end } when end - now <= Soon => new(
                $"{name}: protection ends",
                href,
                $"Until {ClaimWords.LastDay(end, zone)}",
                "See the deal",
                "shield",
                Tone.Bad,
                end
            ),
            _ => null,
        };
    }
}
