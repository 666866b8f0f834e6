using Entente.Partners;
using Entente.Platform.Values;
using Entente.Programs.Rules;

namespace Entente.Demo.Plan;

/// <summary>What Corvane's tiers ask for and give: resellers are proposed, referral partners rise by themselves.</summary>
internal static class TierPlans
{
    public const string Certified = "certified-people";
    public const string References = "customer-references";

    public static IReadOnlyList<TierPlan> All { get; } =
    [
        new(
            PartnerType.Reseller,
            Promotions.Proposed,
            new(80),
            [
                Of("resold-revenue", "Resold revenue", CriterionKind.Sum, "deal.resold", 60_000_00, 400_000_00) with
                {
                    Currency = StoryPlan.Currency,
                },
                Of("customers-won", "Customers won", CriterionKind.Distinct, "deal.won", 2, 8),
                Of("registrations-accepted", "Registrations accepted", CriterionKind.Count, "registration.accepted", 6, 20),
                Of("deal-hygiene", "Deals with a next step and a date ahead", CriterionKind.Share, "deal.hygiene", 50_00, 80_00) with
                {
                    Window = CriterionWindow.Now,
                },
                Of(Certified, "Certified people", CriterionKind.People, "", 1, 4),
                Of(References, "Customer references", CriterionKind.Evidence, "", 1, 2),
            ],
            new Dictionary<PartnerTier, TierBenefits>
            {
                [PartnerTier.Registered] = new(Margin: new(10), Support: "partners@corvane.example"),
                [PartnerTier.Select] = new(
                    Margin: new(15),
                    MarketingBudget: new(10_000_00, StoryPlan.Currency),
                    Support: "partners@corvane.example",
                    OfficeHours: "Tuesdays, 10 to 11"
                ),
                [PartnerTier.Elite] = new(
                    Margin: new(22),
                    MarketingBudget: new(40_000_00, StoryPlan.Currency),
                    EarlyAccess: true,
                    Support: "a named engineer",
                    Escalation: "the head of partner sales",
                    OfficeHours: "Tuesdays, 10 to 11",
                    ExecutiveReview: true
                ),
            }
        ),
        new(
            PartnerType.Referral,
            Promotions.Automatic,
            new(80),
            [
                Of("introductions", "Registrations accepted", CriterionKind.Count, "registration.accepted", 3, 10),
                Of("accepted-share", "Registrations accepted of those decided", CriterionKind.Share, "registration.decided", 40_00, 60_00),
                Of("customers", "Introductions that became customers", CriterionKind.Distinct, "deal.won", 1, 4),
            ],
            new Dictionary<PartnerTier, TierBenefits>
            {
                [PartnerTier.Registered] = new(Margin: new(5)),
                [PartnerTier.Select] = new(Margin: new(8)),
                [PartnerTier.Elite] = new(Margin: new(10), ExecutiveReview: true),
            }
        ),
    ];

    private static TierCriterion Of(string key, string words, CriterionKind kind, string fact, long select, long elite) =>
        new(
            key,
            words,
            kind,
            fact,
            CriterionWindow.FourQuarters,
            new Dictionary<PartnerTier, long> { [PartnerTier.Select] = select, [PartnerTier.Elite] = elite }
        );
}
