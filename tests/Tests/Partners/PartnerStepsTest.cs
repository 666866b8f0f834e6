using Entente.Partners;
using Entente.Partners.Model;
using Entente.Partners.Place;
using Entente.Partners.Step;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Partners;

public sealed class PartnerStepsTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task A_step_is_dated_attributed_and_reasoned()
    {
        var id = await house.Made(house.Corvane, "Stepping");
        var maren = Ids.New<PersonId>(house.Clock.Now);

        var done = await Step(id, PartnerStatus.Active, PartnerStatus.AtRisk, " No pipeline for a quarter ", Staff(maren));

        done.Ok.ShouldBeTrue();
        (await house.Ask(house.Corvane, p => p.Get(id, Ct)))!.Status.ShouldBe(PartnerStatus.AtRisk);
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var change = await db.Set<StatusChange>().SingleAsync(s => s.PartnerId == id, Ct);
        (change.From, change.To, change.Reason, change.By, change.At).ShouldBe(
            (PartnerStatus.Active, PartnerStatus.AtRisk, "No pipeline for a quarter", maren, house.Clock.Now)
        );
        (await db.Set<AuditEntry>().SingleAsync(a => a.SubjectId == id.Value && a.Action == "partner.changed", Ct)).Reason.ShouldBe(
            "No pipeline for a quarter"
        );
    }

    [Theory]
    [InlineData(PartnerStatus.Active, PartnerStatus.Ended, "An active partner does not end without offboarding", "partner.status_order")]
    [InlineData(PartnerStatus.Onboarding, PartnerStatus.AtRisk, "Stale page", "partner.stale")]
    [InlineData(PartnerStatus.Active, PartnerStatus.AtRisk, "  ", "partner.no_reason")]
    public async Task A_wrong_step_is_refused_aloud(PartnerStatus from, PartnerStatus to, string reason, string code)
    {
        var id = await house.Made(house.Corvane, $"Wrong {from} {to} {reason.Length}");

        (await Step(id, from, to, reason)).Problem.ShouldNotBeNull().Code.ShouldBe(code);
        (await house.Ask(house.Corvane, p => p.Get(id, Ct)))!.Status.ShouldBe(PartnerStatus.Active);
    }

    [Fact]
    public async Task Of_two_people_who_step_at_once_one_is_told_to_look_again()
    {
        var id = await house.Made(house.Corvane, "Raced");

        var both = await Task.WhenAll(
            Step(id, PartnerStatus.Active, PartnerStatus.AtRisk, "quiet"),
            Step(id, PartnerStatus.Active, PartnerStatus.Suspended, "unpaid")
        );

        both.Count(r => r.Ok).ShouldBe(1);
        both.Single(r => !r.Ok).Problem!.Code.ShouldBe("partner.stale");
    }

    [Fact]
    public async Task A_placement_changes_the_tier_and_keeps_the_history()
    {
        var id = await house.Made(house.Corvane, "Rising");

        (await Place(id, PartnerTier.Select, PartnerTier.Elite, "All seven criteria met")).Ok.ShouldBeTrue();
        (await Place(id, PartnerTier.Select, PartnerTier.Registered, "late")).Problem.ShouldNotBeNull().Code.ShouldBe("partner.stale");
        (await Place(id, PartnerTier.Elite, PartnerTier.Elite, "again")).Problem.ShouldNotBeNull().Code.ShouldBe("partner.same_tier");

        (await house.Ask(house.Corvane, p => p.Get(id, Ct)))!.Tier.ShouldBe(PartnerTier.Elite);
        await using var scope = house.As(house.Corvane);
        var history = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<TierChange>()
            .Where(t => t.PartnerId == id)
            .ToListAsync(Ct);
        history.Select(t => (t.From, t.To, t.Reason)).ShouldBe([(PartnerTier.Select, PartnerTier.Elite, "All seven criteria met")]);
    }

    [Fact]
    public async Task Another_workspaces_partner_does_not_exist_here()
    {
        var id = await house.Made(house.Other, "Elsewhere");

        (await Step(id, PartnerStatus.Active, PartnerStatus.AtRisk, "reach over"))
            .Problem.ShouldNotBeNull()
            .Code.ShouldBe("partner.not_found");
        (await Place(id, PartnerTier.Select, PartnerTier.Elite, "reach over")).Problem.ShouldNotBeNull().Code.ShouldBe("partner.not_found");
    }

    private Task<Result> Step(PartnerId id, PartnerStatus from, PartnerStatus to, string reason, Actor? actor = null) =>
        house.Act<ChangeStatus, Result>(actor ?? Actor.System(house.Corvane.Id), u => u.Run(new(id, from, to, reason), Ct));

    private Task<Result> Place(PartnerId id, PartnerTier from, PartnerTier to, string reason) =>
        house.Act<ChangeTier, Result>(Actor.System(house.Corvane.Id), u => u.Run(new(id, from, to, reason), Ct));

    private Actor Staff(PersonId person) => Actor.System(house.Corvane.Id) with { Person = person };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
