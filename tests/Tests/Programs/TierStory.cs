using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Evaluate;
using Entente.Programs.Model;
using Entente.Programs.Place;
using Entente.Programs.Plans;
using Entente.Programs.Progress;
using Entente.Programs.Rules;
using Entente.Tests.Pipeline;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Programs;

/// <summary>What tests about tiers start from: a plan, won deals, nights that pass.</summary>
internal static class TierStory
{
    public static TierPlan Plan(PartnerType type, Promotions promotions = Promotions.Proposed) =>
        new(
            type,
            promotions,
            new(80),
            [
                Criterion("revenue", "Revenue won", CriterionKind.Sum, "deal.won", 50_000_00, 200_000_00) with
                {
                    Currency = "EUR",
                },
                Criterion("customers", "Deals won", CriterionKind.Count, "deal.won", 1, 2),
            ],
            new Dictionary<PartnerTier, TierBenefits> { [PartnerTier.Select] = new(Margin: new(15), DecisionHours: 24) }
        );

    public static TierCriterion Criterion(string key, string words, CriterionKind kind, string fact, long select, long elite) =>
        new(
            key,
            words,
            kind,
            fact,
            CriterionWindow.FourQuarters,
            new Dictionary<PartnerTier, long> { [PartnerTier.Select] = select, [PartnerTier.Elite] = elite }
        );

    /// <summary>Keeps and publishes a plan, and measures everybody by it.</summary>
    public static async Task<Result<int>> Publish(this House house, TierPlan plan)
    {
        var system = Actor.System(house.Corvane.Id);
        var seen = (await house.Act<PlanShelf, DraftedPlan?>(system, s => s.Draft(plan.Type, Ct)))?.Seen;
        var kept = await house.Act<ChangePlan, Result>(
            system,
            u => u.Keep(plan, new Dictionary<string, string>(StringComparer.Ordinal), seen, Ct)
        );
        if (!kept.Ok)
            return kept.Problem!;
        var draft = (await house.Act<PlanShelf, DraftedPlan?>(system, s => s.Draft(plan.Type, Ct)))!;
        return await house.Act<ChangePlan, Result<int>>(system, u => u.Publish(plan.Type, draft.Seen, "", Ct));
    }

    /// <summary>A certificate for the criterion <c>certified</c>, handed in by one of the staff and accepted by another.</summary>
    public static async Task Certify(this House house, PartnerId partner, string who, string what, DateOnly until)
    {
        var (one, other) = (house.Staff(Ids.New<PersonId>(house.Clock.Now)), house.Staff(Ids.New<PersonId>(house.Clock.Now)));
        (
            await house.Act<ShowForTier, Result>(one, s => s.Hand(partner, new("certified", who, what, null, until), Ct))
        ).Problem.ShouldBeNull();
        var shown = (await house.Act<ProgressQuery, ProgressView?>(other, q => q.Load(partner, Ct)))!.Evidence.Single(e => e.Who == who).Id;
        (await house.Act<ShowForTier, Result>(other, s => s.Judge(partner, shown, true, null, Ct))).Problem.ShouldBeNull();
    }

    /// <summary>A plan that asks for certified people and nothing else.</summary>
    public static TierPlan AsksForPeople(PartnerType type) =>
        Plan(type) with
        {
            Criteria = [Criterion("certified", "Certified people", CriterionKind.People, "", 5, 9)],
        };

    /// <summary>A deal of the partner that is won now.</summary>
    public static async Task<Entente.Pipeline.OpportunityId> Won(
        this House house,
        PartnerId partner,
        string id,
        long minor,
        string currency = "EUR"
    )
    {
        var connection = house.Connection();
        await house.Apply(house.Corvane, connection, house.Deal(id, "Deal " + id));
        var deal = await house.Link(house.Corvane, new(connection, id, "", null, null, partner, Motion: "reseller"));
        await house.Apply(
            house.Corvane,
            connection,
            house.Deal(id, "Deal " + id) with
            {
                Stage = DealStory.Won,
                Amount = new Money(minor, currency),
                CloseDate = DateOnly.FromDateTime(house.Clock.Now.UtcDateTime),
                ModifiedAt = house.Clock.Now.AddMinutes(1),
            }
        );
        return deal;
    }

    /// <summary>The nightly run, now.</summary>
    public static async Task Night(this House house)
    {
        await using var scope = house.As(house.Corvane);
        await ActivatorUtilities.GetServiceOrCreateInstance<NightlyTiers>(scope.ServiceProvider).Run(house.Clock.Now, Ct);
    }

    /// <summary>A certificate that was shown and accepted, without a plan that asks for it.</summary>
    public static Task Certify(this House house, PartnerId partner, string who, DateOnly until) =>
        house.Read(async db =>
        {
            var shown = TierEvidence.Of(
                partner,
                "people",
                who,
                "Certificate",
                house.Corvane.DayOf(house.Clock.Now),
                until,
                null,
                house.Clock.Now
            );
            shown.Decide(accepted: true, null, null, house.Clock.Now);
            db.Add(shown);
            return await db.SaveChangesAsync(Ct);
        });

    public static async Task<T> Read<T>(this House house, Func<EntenteDb, Task<T>> read)
    {
        await using var scope = house.As(house.Corvane);
        return await read(scope.ServiceProvider.GetRequiredService<EntenteDb>());
    }

    public static Actor Staff(this House house, PersonId person) =>
        new(house.Corvane.Id, ActorKind.Staff, Channel.Web, Person: person, Permissions: Entente.Access.Permissions.All);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
