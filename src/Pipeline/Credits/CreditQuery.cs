using Entente.Access;
using Entente.Partners;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Credits;

/// <param name="Money">Of the deal's amount; null: it has none.</param>
public sealed record CreditCell(CreditModel Model, int Points, Money? Money, string Why);

/// <summary>One partner's credit for a deal: what counts, and what each model would give.</summary>
/// <param name="Counts">Basis points that count.</param>
/// <param name="Offer">What waits for an answer, of either side.</param>
public sealed record PartnerCreditView(
    PartnerId Partner,
    string Name,
    DealRole Role,
    bool Sourced,
    bool Influenced,
    int Counts,
    Money? Money,
    string Why,
    IReadOnlyList<CreditCell> Models,
    RoleShare Split,
    OfferView? Offer,
    IReadOnlyList<OfferView> Offers
);

public sealed record OfferView(
    bool ByVendor,
    RoleShare Share,
    string? Words,
    string? By,
    DateTimeOffset At,
    DateTimeOffset AnswerBy,
    OfferEnd Outcome,
    string? Answer
);

/// <param name="Counted">Whether it counts: its partner has a part in the deal.</param>
public sealed record TouchView(Touch Touch, string Name, bool Counted, bool LeftOut, bool Late);

/// <summary>Whom the CRM names.</summary>
/// <param name="Agrees">Here it has a part too.</param>
public sealed record CrmSays(PartnerId Partner, string Name, string? Label, bool Agrees, bool LeftOut);

public sealed record CorrectionView(
    IReadOnlyList<(string Name, RoleShare Before, RoleShare After)> Shares,
    string Why,
    string AskedBy,
    DateTimeOffset AskedAt,
    string State,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    bool MayDecide
)
{
    public bool Waits => State == nameof(CorrectionState.Waiting);
}

/// <summary>The credit of one deal as staff see it.</summary>
/// <param name="Named">Partners who are named by the CRM or by another one's registration, and have no part in the deal.</param>
public sealed record CreditView(
    OpportunityCard Deal,
    CreditModel Counts,
    string Rule,
    bool Settled,
    string? SettledBy,
    DateTimeOffset? SettledAt,
    DateTimeOffset? LockedAt,
    int Vendor,
    Money? VendorMoney,
    IReadOnlyList<PartnerCreditView> Partners,
    IReadOnlyList<TouchView> Touches,
    IReadOnlyList<CrmSays> Crm,
    IReadOnlyList<(PartnerId Partner, string Name, string Why)> Named,
    IReadOnlyList<CorrectionView> Corrections,
    bool MaySettle
)
{
    public bool IsOpen => Deal.State is OpportunityState.Open;
}

/// <summary>Reads the credit of one deal for staff, as it is this moment; nothing is written by looking.</summary>
public sealed class CreditQuery
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly CreditBook book;
    private readonly PartnersApi partners;
    private readonly AccessApi access;
    private readonly CrmTouches crm;
    private readonly Workspaces workspaces;

    internal CreditQuery(
        EntenteDb db,
        Actor actor,
        CreditBook book,
        PartnersApi partners,
        AccessApi access,
        CrmTouches crm,
        Workspaces workspaces
    ) =>
        (this.db, this.actor, this.book, this.partners, this.access, this.crm, this.workspaces) = (
            db,
            actor,
            book,
            partners,
            access,
            crm,
            workspaces
        );

    public async Task<CreditView?> Load(OpportunityId id, CancellationToken ct)
    {
        if (await book.One(id, tracked: false, ct) is not { Deal.Gone: false } credit)
            return null;
        var (deal, sheet) = (credit.Deal, credit.Sheet);
        var offers = await db.Set<ShareOffer>()
            .AsNoTracking()
            .Where(o => o.OpportunityId == id)
            .OrderByDescending(o => o.Id)
            .ToListAsync(ct);
        var corrections = await db.Set<CreditCorrection>()
            .AsNoTracking()
            .Where(c => c.OpportunityId == id)
            .OrderByDescending(c => c.Id)
            .ToListAsync(ct);
        var says = await crm.Named([deal], ct);
        var everybody = credit
            .Partners.Concat(credit.Touches.Select(t => t.PartnerId))
            .Concat(says.Select(s => s.Partner))
            .Concat(corrections.SelectMany(c => c.Before.Keys))
            .Distinct()
            .ToList();
        var cards = await partners.Cards(everybody, ct);
        var people = await access.People(
            [
                .. offers
                    .Select(o => o.By)
                    .Concat(corrections.SelectMany(c => (PersonId?[])[c.AskedBy, c.DecidedBy]))
                    .Append(sheet.SettledBy)
                    .OfType<PersonId>()
                    .Distinct(),
            ],
            ct
        );
        var day = Days.In((await workspaces.Get(db.Workspace, ct)).Zone);
        string Name(PartnerId p) => cards.GetValueOrDefault(p)?.Name ?? "A partner";
        string? Person(PersonId? p) => p is { } one ? people.GetValueOrDefault(one)?.Name : null;

        var lines = CreditLines.Of(credit, Name, day);
        var names = credit.Partners;
        return new(
            deal,
            credit.Counts,
            sheet.LockedAt is null ? credit.Rule.Label : sheet.Rule,
            sheet.SettledAt is not null,
            Person(sheet.SettledBy),
            sheet.SettledAt,
            sheet.LockedAt,
            Shares.Whole - lines.Sum(l => l.Counts),
            CreditLines.Rest(deal.Amount, lines),
            [
                .. lines.Select(l =>
                    l with
                    {
                        Offer = offers.Where(o => o.PartnerId == l.Partner && o.Outcome is OfferEnd.Open).Select(Seen).FirstOrDefault(),
                        Offers = [.. offers.Where(o => o.PartnerId == l.Partner && o.Outcome is not OfferEnd.Open).Select(Seen)],
                    }
                ),
            ],
            [
                .. credit
                    .Touches.OrderByDescending(t => t.At)
                    .ThenByDescending(t => t.Id.Value)
                    .Select(t => new TouchView(
                        t.Touch,
                        Name(t.PartnerId),
                        names.Contains(t.PartnerId),
                        t.LeftOutAt is not null,
                        sheet.LockedAt is { } locked && t.At > locked.AddDays(1)
                    )),
            ],
            [
                .. says.Select(s => new CrmSays(
                    s.Partner,
                    Name(s.Partner),
                    s.Label,
                    names.Contains(s.Partner),
                    credit.Touches.Any(t => t.PartnerId == s.Partner && t.LeftOutAt is not null)
                )),
            ],
            [
                .. credit
                    .Touches.Where(t => !names.Contains(t.PartnerId) && t.LeftOutAt is null)
                    .GroupBy(t => t.PartnerId)
                    .Select(g => (g.Key, Name(g.Key), CreditWords.Did(g.First().Touch, Name(g.Key), day) + ".")),
            ],
            [
                .. corrections.Select(c => new CorrectionView(
                    [.. c.After.Select(a => (Name(a.Key), c.Before.GetValueOrDefault(a.Key), a.Value))],
                    c.Why,
                    Person(c.AskedBy) ?? "Somebody",
                    c.AskedAt,
                    c.State.ToString(),
                    Person(c.DecidedBy),
                    c.DecidedAt,
                    CorrectionRules.MayDecide(c.AskedBy, actor.Person)
                )),
            ],
            actor.May(Permissions.SettleCredit)
        );

        OfferView Seen(ShareOffer o) => new(o.ByVendor, o.Share, o.Words, Person(o.By), o.At, o.AnswerBy, o.Outcome, o.Answer);
    }
}

/// <summary>Days as credit's sentences name them.</summary>
internal static class Days
{
    public static Func<DateTimeOffset, string> In(TimeZoneInfo zone) =>
        at => TimeZoneInfo.ConvertTime(at, zone).ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A deal's credit, a line for each partner.</summary>
internal static class CreditLines
{
    public static IReadOnlyList<PartnerCreditView> Of(DealCredit credit, Func<PartnerId, string> name, Func<DateTimeOffset, string> day)
    {
        var facts = credit.Facts(credit.Touches.Select(t => t.Touch));
        var models = Crediting.All(facts, credit.Rule.Rule);
        var standings = Crediting.Standings(facts).ToDictionary(s => s.Partner);
        var locked = credit.Sheet.LockedAt is not null;
        var counts = models[credit.Counts];
        var order = facts.Partners.OrderBy(p => p != credit.Deal.Partner).ThenBy(name, StringComparer.OrdinalIgnoreCase).ToList();
        // What was locked is told as it is kept: nothing that came on record since changes it.
        var kept = order.ToDictionary(p => p, p => locked ? credit.Rows.FirstOrDefault(r => r.PartnerId == p) : null);
        int Points(PartnerId p, CreditModel m) => kept[p] is { } row ? row.By(m) : models[m].Of(p)!.Points;
        var parts = order.Select(p => kept[p]?.Points ?? counts.Of(p)!.Points).ToList();
        var money = Split(credit.Deal.Amount, parts);
        var byModel = Enum.GetValues<CreditModel>()
            .ToDictionary(m => m, m => Split(credit.Deal.Amount, [.. order.Select(p => Points(p, m))]));
        return
        [
            .. order.Select(
                (p, i) =>
                    new PartnerCreditView(
                        p,
                        name(p),
                        kept[p]?.Role ?? standings[p].Role,
                        kept[p]?.Sourced ?? standings[p].Sourced,
                        kept[p]?.Influenced ?? standings[p].Influenced,
                        parts[i],
                        money?[i],
                        kept[p] is { } row && row.Points != row.By(credit.Counts)
                            ? $"Corrected to {Shares.Percent(row.Points)} after the deal was closed."
                            : CreditWords.Why(counts, counts.Of(p)!, name(p), day),
                        [
                            .. Enum.GetValues<CreditModel>()
                                .Select(m => new CreditCell(
                                    m,
                                    Points(p, m),
                                    byModel[m]?[i],
                                    CreditWords.Why(models[m], models[m].Of(p)!, name(p), day)
                                )),
                        ],
                        facts.Split.TryGetValue(p, out var split) ? split : default,
                        null,
                        []
                    )
            ),
        ];
    }

    public static Money? Rest(Money? amount, IReadOnlyList<PartnerCreditView> lines) =>
        Split(amount, [.. lines.Select(l => l.Counts)])?[^1];

    private static IReadOnlyList<Money>? Split(Money? amount, IReadOnlyList<int> points) =>
        amount is { } whole ? Crediting.SplitMoney(whole, points) : null;
}
